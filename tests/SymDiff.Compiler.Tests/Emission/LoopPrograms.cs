namespace SymDiff.Compiler.Tests.Emission;

/// <summary>Small programs with loops, as the front end makes them, whose emitted text is looked at.</summary>
internal static class LoopPrograms
{
    public const string Sum = """
        func @f(%x: f64, %n: i32) -> (f64) {
          %zero = const f64 0
          %sum = loop l count %n (%zero) { |%i: i32, %s: f64|
            %k: f64 = Convert(%i)
            %kx = Multiply(%k, %x)
            %t = Sin(%kx)
            %s2.100: f64 = Add(%s, %t)
            yield %s2.100
          }
          yield %sum
        }
        """;

    /// <summary>What the loop begins with and what it only reads are parameters, and it has a record of known length.</summary>
    public const string Logistic = """
        func @f(%r: f64, %x: f64, %n: i32) -> (f64) {
          %one = const f64 1
          %end = loop l count %n (%x) { |%i: i32, %x.100: f64|
            %rx = Multiply(%r, %x.100)
            %rest = Subtract(%one, %x.100)
            %next = Multiply(%rx, %rest)
            yield %next
          }
          yield %end
        }
        """;

    /// <summary>A second loop, whose record is taken after the first: what the first one used is used again.</summary>
    public const string TwoRecords = """
        func @f(%r: f64, %x: f64, %n: i32) -> (f64) {
          %one = const f64 1
          %middle = loop l count %n (%x) { |%i: i32, %x.100: f64|
            %rx = Multiply(%r, %x.100)
            %rest = Subtract(%one, %x.100)
            %next = Multiply(%rx, %rest)
            yield %next
          }
          %two = const i32 2
          %m = Multiply(%n, %two)
          %scale = Sin(%middle)
          %end = loop l2 count %m (%middle) { |%j: i32, %y: f64|
            %sy = Multiply(%scale, %y)
            %rsy = Multiply(%r, %sy)
            %sum = Add(%rsy, %x)
            %square = Multiply(%sum, %sum)
            %below = Add(%square, %one)
            %q = Divide(%y, %below)
            yield %q
          }
          yield %end
        }
        """;

    /// <summary>A quotient of what can be had, in a loop whose record grows.</summary>
    public const string NewtonSteps = """
        func @f(%a: f64, %x: f64, %n: i32) -> (f64) {
          %three = const f64 3
          %r = loop l (%x) { |%i: i32, %v: f64|
            %done = Equal(%i, %n)
            %past = Less(%n, %i)
            %late = Or(%done, %past)
            if %late {
              exit l %v
            } else {
              yield
            }
            %square = Multiply(%v, %v)
            %cube = Multiply(%square, %v)
            %error = Subtract(%cube, %a)
            %slope = Multiply(%three, %square)
            %step = Divide(%error, %slope)
            %next = Subtract(%v, %step)
            yield %next
          }
          yield %r
        }
        """;

    /// <summary>Memory that is read where nothing was written. C# cannot say this: what its methods keep is read only where it was written.</summary>
    public const string PartlyWritten = """
        func @f(%x: f64, %n: i32) -> (f64) {
          %length = const i32 300
          %first = const i32 0
          %m = alloc f64[%length]
          %sin = Sin(%x)
          store %m[%first] %sin
          %sum = loop l count %n (%x) { |%i: i32, %s: f64|
            %mi = load %m[%i]
            %cos = Cos(%mi)
            %next = Multiply(%s, %cos)
            yield %next
          }
          yield %sum
        }
        """;

    public const string Product = """
        func @f(%x: f64, %n: i32) -> (f64) {
          %one = const f64 1
          %p.50 = loop l count %n (%one) { |%i: i32, %p: f64|
            %k: f64 = Convert(%i)
            %t.51 = Add(%x, %k)
            %p.52 = Multiply(%p, %t.51)
            yield %p.52
          }
          yield %p.50
        }
        """;

    public const string Squares = """
        func @f(%x: f64) -> (f64) {
          %three = const i32 3
          %t.50 = loop l count %three (%x) { |%i: i32, %t: f64|
            %t.51 = Multiply(%t, %t)
            yield %t.51
          }
          yield %t.50
        }
        """;

    public const string Newton = """
        func @f(%a: f64) -> (f64) {
          %s.50 = loop l (%a) { |%i.60: i32, %s: f64|
            %ss = Multiply(%s, %s)
            %d = Subtract(%ss, %a)
            %e = Abs(%d)
            %eps = const f64 1e-12
            %go = Greater(%e, %eps)
            if %go { yield } else { exit l %s }
            %half = const f64 0.5
            %q = Divide(%a, %s)
            %sum = Add(%s, %q)
            %s.51 = Multiply(%half, %sum)
            yield %s.51
          }
          yield %s.50
        }
        """;

    public const string Break = """
        func @f(%x: f64, %limit: f64, %n: i32) -> (f64) {
          %zero = const f64 0
          %s.50 = loop l count %n (%zero) { |%i: i32, %s: f64|
            %sin = Sin(%x)
            %p = Multiply(%s, %x)
            %s.51 = Add(%p, %sin)
            %far = Greater(%s.51, %limit)
            if %far { exit l %s.51 } else { yield }
            yield %s.51
          }
          yield %s.50
        }
        """;

    public const string Continue = """
        func @f(%x: f64, %n: i32, %m: i32) -> (f64) {
          %zero = const f64 0
          %s.50 = loop outer count %n (%zero) { |%i: i32, %s.1: f64|
            %s.52 = loop inner count %m (%s.1) { |%j: i32, %s.2: f64|
              %s.53 = block next {
                %ij = Add(%i, %j)
                %bit = const i32 1
                %r = And(%ij, %bit)
                %nought = const i32 0
                %even = Equal(%r, %nought)
                if %even { exit next %s.2 } else { yield }
                %t = Multiply(%s.2, %x)
                %one = const f64 1
                %s.54 = Add(%t, %one)
                yield %s.54
              }
              yield %s.53
            }
            %s.55 = Multiply(%s.52, %x)
            yield %s.55
          }
          yield %s.50
        }
        """;

    public const string Return = """
        func @f(%x: f64, %limit: f64, %n: i32) -> (f64) {
          %zero = const f64 0
          %s.50 = loop l count %n (%zero) { |%i: i32, %s: f64|
            %k: f64 = Convert(%i)
            %kx = Multiply(%k, %x)
            %t = Sin(%kx)
            %s.51 = Add(%s, %t)
            %far = Greater(%s.51, %limit)
            if %far {
              %r = Multiply(%s.51, %x)
              exit return %r
            } else {
              yield
            }
            yield %s.51
          }
          yield %s.50
        }
        """;

    public const string Guard = """
        func @f(%x: f64, %y: f64) -> (f64) {
          %zero = const f64 0
          %low = Less(%x, %zero)
          %r = if %low {
            yield %y
          } else {
            %s.50 = Sin(%x)
            %t.51 = Multiply(%s.50, %y)
            yield %t.51
          }
          yield %r
        }
        """;

    public const string Offset = """
        func @f(%x: f64, %a: i32, %n: i32) -> (f64) {
          %zero = const f64 0
          %count = Subtract(%n, %a)
          %s.50 = loop l count %count (%zero) { |%k.60: i32, %s: f64|
            %i.61 = Add(%a, %k.60)
            %c: f64 = Convert(%i.61)
            %kx = Multiply(%c, %x)
            %t = Sin(%kx)
            %s.51 = Add(%s, %t)
            yield %s.51
          }
          yield %s.50
        }
        """;

    public const string FromOne = """
        func @f(%x: f64, %n: i32) -> (f64) {
          %one = const f64 1
          %first = const i32 1
          %p.50 = loop l count %n (%one) { |%k.60: i32, %p: f64|
            %i.61 = Add(%first, %k.60)
            %c: f64 = Convert(%i.61)
            %t.51 = Add(%x, %c)
            %p.52 = Multiply(%p, %t.51)
            yield %p.52
          }
          yield %p.50
        }
        """;

    public const string Downward = """
        func @f(%x: f64, %n: i32) -> (f64) {
          %zero = const f64 0
          %first = const i32 1
          %a = Subtract(%n, %first)
          %p.50 = loop l count %n (%zero) { |%k.60: i32, %p: f64|
            %i.61 = Subtract(%a, %k.60)
            %c: f64 = Convert(%i.61)
            %t.51 = Multiply(%p, %x)
            %p.52 = Add(%t.51, %c)
            yield %p.52
          }
          yield %p.50
        }
        """;
}
