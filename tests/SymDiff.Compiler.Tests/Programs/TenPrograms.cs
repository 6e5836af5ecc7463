namespace SymDiff.Compiler.Tests.Programs;

/// <summary>The programs that the intermediate form and its reverse pass are proven on, in the text form.</summary>
public static class TenPrograms
{
    /// <summary>Nested counted loops with a branch: the inner trip count is the outer index.</summary>
    public const string NestedLoops = """
        func @nested(%x: f64, %y: f64, %n: i32) -> (f64) {
          %r = loop outer count %n (%x) { |%i: i32, %s: f64|
            %sn = Sin(%s)
            %t = Multiply(%sn, %y)
            %c = Less(%s, %y)
            %a = if %c {
              %tt = Multiply(%t, %t)
              %u = Add(%s, %tt)
              yield %u
            } else {
              %cs = Cos(%t)
              %p = Multiply(%s, %cs)
              %fi: f64 = Convert(%i)
              %one = const f64 1
              %d = Add(%one, %fi)
              %q = Divide(%p, %d)
              yield %q
            }
            %b = loop inner count %i (%a) { |%j: i32, %z: f64|
              %zz = Multiply(%z, %z)
              %m = Negate(%zz)
              %e = Exp(%m)
              %ey = Multiply(%e, %y)
              %w = Add(%z, %ey)
              yield %w
            }
            yield %b
          }
          %sq = Multiply(%r, %r)
          yield %sq
        }
        """;

    /// <summary>A loop without a count, left by its own condition or by a return from an inner loop.</summary>
    public const string ReturnFromInner = """
        func @search(%x: f64, %y: f64, %limit: f64) -> (f64) {
          %k0 = const i32 0
          %s0 = const f64 0
          %k1, %s1 = loop while (%k0, %s0) { |%it: i32, %k: i32, %s: f64|
            %twelve = const i32 12
            %more = Less(%k, %twelve)
            if %more { yield } else { exit while %k, %s }
            %sx = Multiply(%x, %y)
            %sy = Sin(%sx)
            %s2 = Add(%s, %sy)
            %three = const i32 3
            %s5 = loop for count %three (%s2) { |%j: i32, %v: f64|
              %v2 = Multiply(%v, %x)
              %v3 = Add(%v2, %y)
              %far = Greater(%v3, %limit)
              if %far {
                %ret = Multiply(%v3, %y)
                exit return %ret
              } else {
                yield
              }
              %v4 = Exp(%y)
              %v5 = Multiply(%v3, %v4)
              %half = const f64 0.5
              %v6 = Multiply(%v5, %half)
              yield %v6
            }
            %one = const i32 1
            %k2 = Add(%k, %one)
            yield %k2, %s5
          }
          %end = Multiply(%s1, %x)
          yield %end
        }
        """;

    /// <summary>Two buffers that change places in every iteration.</summary>
    public const string PingPong = """
        func @pingpong(%u: buffer<f64>, %a: f64, %steps: i32) -> (f64) {
          %n = length %u
          %p0 = alloc f64[%n]
          %q0 = alloc f64[%n]
          loop init count %n () { |%i0: i32|
            %c0: f64 = load %u[%i0]
            store %p0[%i0] %c0
            yield
          }
          %p1, %q1 = loop time count %steps (%p0, %q0) { |%t: i32, %p: buffer<f64>, %q: buffer<f64>|
            %one = const i32 1
            %inner = Subtract(%n, %one)
            loop space count %inner () { |%i: i32|
              %ip = Add(%i, %one)
              %l: f64 = load %p[%i]
              %r: f64 = load %p[%ip]
              %d = Subtract(%r, %l)
              %ad = Multiply(%a, %d)
              %lr = Multiply(%l, %r)
              %sum = Add(%ad, %lr)
              store %q[%i] %sum
              yield
            }
            %last: f64 = load %p[%inner]
            %lasta = Multiply(%last, %a)
            store %q[%inner] %lasta
            yield %q, %p
          }
          %zero = const f64 0
          %s = loop sum count %n (%zero) { |%j: i32, %acc: f64|
            %e: f64 = load %p1[%j]
            %old: f64 = load %q1[%j]
            %eo = Multiply(%e, %old)
            %e2 = Add(%e, %eo)
            %acc2 = Add(%acc, %e2)
            yield %acc2
          }
          yield %s
        }
        """;

    /// <summary>An allocation in a loop that the next iteration still reads.</summary>
    public const string SurvivingAlloc = """
        func @surviving(%x: f64, %n: i32) -> (f64) {
          %two = const i32 2
          %i0 = const i32 0
          %i1 = const i32 1
          %first = alloc f64[%two]
          store %first[%i0] %x
          %sx = Sin(%x)
          store %first[%i1] %sx
          %last, %sum = loop l count %n (%first, %x) { |%i: i32, %previous: buffer<f64>, %s: f64|
            %next = alloc f64[%two]
            %a: f64 = load %previous[%i0]
            %b: f64 = load %previous[%i1]
            %ab = Multiply(%a, %b)
            %cos = Cos(%a)
            store %next[%i0] %cos
            store %next[%i1] %ab
            %s2 = Add(%s, %ab)
            store %previous[%i1] %s2
            %b2: f64 = load %previous[%i1]
            %bb = Multiply(%b2, %x)
            %s3 = Add(%s2, %bb)
            yield %next, %s3
          }
          %f: f64 = load %last[%i1]
          %r = Multiply(%f, %sum)
          yield %r
        }
        """;

    /// <summary>Stores that overwrite what a later adjoint needs, in the caller's buffer.</summary>
    public const string Overwriting = """
        func @overwriting(%x: buffer<f64>, %w: f64) -> (f64) {
          %n = length %x
          %one = const i32 1
          %m = Subtract(%n, %one)
          %zero = const f64 0
          %s = loop l count %m (%zero) { |%i: i32, %acc: f64|
            %ip = Add(%i, %one)
            %a: f64 = load %x[%i]
            %b: f64 = load %x[%ip]
            %ab = Multiply(%a, %b)
            %wab = Multiply(%ab, %w)
            store %x[%ip] %wab
            %e = Exp(%wab)
            %a2 = Add(%acc, %e)
            %aa = Multiply(%a, %a)
            store %x[%i] %aa
            yield %a2
          }
          yield %s
        }
        """;

    /// <summary>Indices that are data and change while they are used.</summary>
    public const string DataDependentIndices = """
        func @indices(%x: buffer<f64>, %index: buffer<i32>, %n: i32) -> (f64) {
          %zero = const f64 0
          %len = length %x
          %s = loop l count %n (%zero) { |%i: i32, %acc: f64|
            %j: i32 = load %index[%i]
            %k0 = Add(%j, %i)
            %wrap = GreaterOrEqual(%k0, %len)
            %k = if %wrap {
              %z = const i32 0
              yield %z
            } else {
              yield %k0
            }
            store %index[%i] %k
            %xj: f64 = load %x[%j]
            %k2: i32 = load %index[%i]
            %xk: f64 = load %x[%k2]
            %p = Multiply(%xj, %xk)
            store %x[%j] %p
            %q = Add(%acc, %p)
            yield %q
          }
          yield %s
        }
        """;

    /// <summary>A slice, written through while its parent is read.</summary>
    public const string SliceAliasesParent = """
        func @slices(%x: buffer<f64>, %a: f64) -> (f64) {
          %n = length %x
          %one = const i32 1
          %m = Subtract(%n, %one)
          %tail = slice %x[%one, %m]
          %zero = const f64 0
          %s = loop l count %m (%zero) { |%i: i32, %acc: f64|
            %t: f64 = load %tail[%i]
            %p: f64 = load %x[%i]
            %tp = Multiply(%t, %p)
            %v = Multiply(%tp, %a)
            store %tail[%i] %v
            %ip = Add(%i, %one)
            %again: f64 = load %x[%ip]
            %sin = Sin(%again)
            %acc2 = Add(%acc, %sin)
            yield %acc2
          }
          yield %s
        }
        """;

    /// <summary>A call that reads and writes a buffer, in a loop, with the buffer used in between.</summary>
    public const string CallInLoop = """
        func @step(%u: buffer<f64>, %k: f64) -> (f64) {
          %i0 = const i32 0
          %i1 = const i32 1
          %a: f64 = load %u[%i0]
          %b: f64 = load %u[%i1]
          %ab = Multiply(%a, %b)
          %kb = Multiply(%k, %b)
          %c = Sin(%kb)
          store %u[%i0] %c
          %d: f64 = load %u[%i0]
          %e = Multiply(%d, %a)
          store %u[%i1] %e
          yield %ab
        }
        func @energy(%u: buffer<f64>, %k: f64, %n: i32) -> (f64) {
          %zero = const f64 0
          %i0 = const i32 0
          %s = loop l count %n (%zero) { |%i: i32, %acc: f64|
            %e: f64 = call @step(%u, %k)
            %now: f64 = load %u[%i0]
            %en = Multiply(%e, %now)
            %acc2 = Add(%acc, %en)
            %less = Multiply(%now, %k)
            store %u[%i0] %less
            yield %acc2
          }
          yield %s
        }
        """;

    /// <summary>A function that calls itself twice.</summary>
    public const string Recursion = """
        func @tree(%x: f64, %y: f64, %n: i32) -> (f64) {
          %one = const i32 1
          %leaf = Less(%n, %one)
          if %leaf {
            %xy = Multiply(%x, %y)
            exit return %xy
          } else {
            yield
          }
          %m = Subtract(%n, %one)
          %two = const i32 2
          %m2 = Subtract(%n, %two)
          %sx = Sin(%x)
          %a: f64 = call @tree(%sx, %y, %m)
          %ay = Multiply(%a, %y)
          %b: f64 = call @tree(%ay, %x, %m2)
          %ab = Multiply(%a, %b)
          %r = Add(%ab, %x)
          yield %r
        }
        """;

    /// <summary>A random source: one call an iteration, whose result the reverse sweep needs.</summary>
    public const string RandomSource = """
        func @noisy(%x: f64, %n: i32) -> (f64) {
          %r = loop l count %n (%x) { |%i: i32, %s: f64|
            %u: f64 = effect "random"()
            %us = Multiply(%u, %s)
            %sin = Sin(%us)
            %t = Add(%s, %sin)
            yield %t
          }
          yield %r
        }
        """;
}
