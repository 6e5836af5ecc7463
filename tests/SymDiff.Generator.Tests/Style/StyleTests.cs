using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.Tests.Style;

/// <summary>What neither the build nor <c>dotnet format whitespace</c> sees in the sources of this repository.</summary>
public sealed class StyleTests
{
    [Fact]
    public void OwnSources_HaveNoFaults()
    {
        SourceFile[] files = [.. RepositoryFiles.In("").SelectMany(f => SourceFile.Read(Path.GetRelativePath(RepositoryFiles.Root, f), File.ReadAllText(f)))];
        Assert.True(files.Length > 500, $"Only {files.Length} files were found.");
        Assert.Empty(files.SelectMany(f => f.Unit.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => $"{f.Path}: {d}")));
        string[] faults = [.. Faults(files).Distinct()];
        Assert.True(faults.Length == 0, string.Join("\n", faults));
    }

    [Theory]
    [InlineData("using B;\nusing A;", 2)]
    [InlineData("using A;\nusing System;", 2)]
    [InlineData("using Systematic;\nusing System.IO;", 2)]
    [InlineData("using A.B;\nusing A;", 2)]
    [InlineData("using AB;\nusing A.C;", 2)]
    [InlineData("using AB;\nusing aB;", 2)]
    [InlineData("using B;\nusing a;", 2)]
    [InlineData("using B;\nusing C;\n\n// Why.\nusing A;", 5)]
    [InlineData("using static A.B;\nusing C;", 2)]
    [InlineData("using A = B.C;\nusing static D.E;", 2)]
    [InlineData("using static A.B;\nusing static System.Math;", 2)]
    [InlineData("using B = A;\nusing A = B;", 2)]
    [InlineData("global using B;\nglobal using A;", 2)]
    [InlineData("namespace N\n{\n    using B;\n    using A;\n}", 4)]
    [InlineData("#if true\nusing B;\nusing A;\n#endif", 3)]
    public void Usings_NotInOrder_AreFound(string source, int line) =>
        Assert.Matches($@"^Bad\.cs\({line}\): '(global )?using .*' belongs before '", Assert.Single(Faults(source)));

    [Theory]
    [InlineData("using System;\nusing System.IO;\nusing a.b;\nusing a.B;\nusing A.a;\nusing A.B;\nusing B;\nusing B.C;\nusing B.D2;\nusing global::B.D;\nusing Systematic.X;\nusing systemx;")]
    [InlineData("using B;\nusing static System.Math;\nusing static A.a.K;\nusing static B.C.K;\nusing A = System.Text.StringBuilder;\nusing b = System.Int32;\nusing unsafe P = int*;\nusing Z = System.Int32;")]
    [InlineData("using A.C;\nusing AB;\nusing static A.C<double>;\nusing static A.C<int>;")]
    [InlineData("global using Z;\nusing A;\nnamespace N { using A; using B; }")]
    [InlineData("using B;\n#pragma warning disable CS8019\nusing A;")]
    public void Usings_AsFormatPutsThem_AreLeftAlone(string source) => Assert.Empty(Faults(source));

    [Theory]
    [InlineData("private int _x; int F()\n=> this._x;")]
    [InlineData("private int X { get; set; } int F() =>\nthis.X;")]
    [InlineData("private event System.Action E; void F() =>\nthis.E();")]
    [InlineData("int F() => 1; int G() { int x = 1; return\nthis.F(); }")]
    [InlineData("int F() => 1; System.Func<int> G() =>\nthis.F;")]
    [InlineData("int x; int F(int y) { if (y > 0) { int x = 1; return x; } return\nthis.x; }")]
    [InlineData("int x; void F(System.Func<int, int> f) { F(x => x); F(y =>\nthis.x); }")]
    [InlineData("int x; void F(int x) { } int G() =>\nthis.x;")]
    [InlineData("int F() =>\nthis.GetHashCode();")]
    [InlineData("int First() => 1; int F() =>\nthis.First();")]
    [InlineData("C Own() => this; C F() =>\nthis.Own();")]
    public void Qualified_ForNothing_IsFound(string members) => Assert.Matches(@"^Bad\.cs\(2\): 'this\.\w+' needs no 'this'$", Assert.Single(Faults(InClass(members))));

    [Theory]
    [InlineData("int x; C(int x) { this.x = x; }")]
    [InlineData("int x; int F() { int x = 1; return x + this.x; }")]
    [InlineData("int x; int F(object o) => o is int x ? this.x + x : 0;")]
    [InlineData("int x; int F(int[] a) { foreach (int x in a) { return this.x; } return 0; }")]
    [InlineData("int x; System.Func<int, int> F() => x => this.x + x;")]
    [InlineData("int x; int F() { int x() => 1; return this.x + x(); }")]
    [InlineData("int x; void F() { try { } catch (System.Exception x) { this.x = x.HResult; } }")]
    [InlineData("int x; object F(int[] a) => from x in a select this.x + x;")]
    [InlineData("int value; int P { set { this.value = value; } }")]
    [InlineData("C() : this(1) { } C(int x) { } int this[int i] => i; C F() => this; int G() => this[0]; C H(C c) => H(this);")]
    [InlineData("int F() => this.Cube();")]
    [InlineData("int F() => this.Count();")]
    public void Qualified_WhereItIsNeeded_IsLeftAlone(string members) => Assert.Empty(Faults(InClass(members)));

    [Theory]
    [InlineData("String _x;", "'String' is 'string'")]
    [InlineData("Int32? F() => null;", "'Int32' is 'int'")]
    [InlineData("void F(Object x) { }", "'Object' is 'object'")]
    [InlineData("object F() => new List<Double>();", "'Double' is 'double'")]
    [InlineData("object F() => new Boolean[3];", "'Boolean' is 'bool'")]
    [InlineData("object F() => typeof(Single);", "'Single' is 'float'")]
    [InlineData("object F(int x) => (Int64)x;", "'Int64' is 'long'")]
    [InlineData("bool F(object x) => x is Byte;", "'Byte' is 'byte'")]
    [InlineData("bool F(object x) => x is not Char;", "'Char' is 'char'")]
    [InlineData("bool F(object x) => x is Decimal y;", "'Decimal' is 'decimal'")]
    [InlineData("void F(object x) { switch (x) { case UInt64: break; } }", "'UInt64' is 'ulong'")]
    [InlineData("int F() => Int16.Parse(\"1\");", "'Int16' is 'short'")]
    [InlineData("System.SByte F() => 1;", "'SByte' is 'sbyte'")]
    [InlineData("global::System.UInt16 F() => 1;", "'UInt16' is 'ushort'")]
    [InlineData("object F() => System.UInt32.MaxValue;", "'UInt32' is 'uint'")]
    [InlineData("/** <see cref=\"Int32\"/> */ int x;", "'Int32' is 'int'")]
    [InlineData("class D { int Double() => 1; } int F(int x) { x++; return (int)Double.Floor(x); }", "'Double' is 'double'")]
    public void TypeWithAKeyword_IsFound(string members, string message) => Assert.Equal("Bad.cs(2): " + message, Assert.Single(Faults(InClass("\n" + members))));

    [Theory]
    [InlineData("class Double { } Double x;")]
    [InlineData("int Double() => 1; int F() => Double();")]
    [InlineData("C Single; C F() => Single.F();")]
    [InlineData("C F(C Object) => Object.F(null);")]
    [InlineData("enum E { Single, Double } object F(E e) => e is E.Single ? E.Double : null;")]
    [InlineData("string F() => nameof(String) + nameof(Int32.Parse);")]
    [InlineData("object F() => N.Int32.Shared;")]
    public void NameOfAnother_IsLeftAlone(string members) => Assert.Empty(Faults(InClass(members)));

    [Theory]
    [InlineData("namespace N { class Single { } } namespace N.M { class D { Single x; } }")]
    [InlineData("namespace A { using N; class D { Single x; } } namespace N { class Single { } }")]
    [InlineData("class Decimal { public static Decimal Shared; } class D { Decimal x = Decimal.Shared; }")]
    [InlineData("using Single = System.Double; class D { Single x; }")]
    [InlineData("namespace X.System { class Single { } } namespace X { class D { System.Single x; } }")]
    [InlineData("using static N.D; namespace N { static class D { public static D Single; } } class E { object F() => Single.F; }")]
    [InlineData("class D { protected D Single; } class E : D { object F() => Single.F; }")]
    public void NameOfAnotherPlace_IsLeftAlone(string source) => Assert.Empty(Faults(source));

    [Theory]
    [InlineData("namespace N { class Single { } }\nnamespace M { class D { Single x; } }")]
    [InlineData("class E { class Single { } }\nclass D { Single x; }")]
    [InlineData("namespace X.System { class Single { } }\nnamespace Y { class D { System.Single x; } }")]
    public void NameOfAnother_OutOfSight_MakesNoDifference(string source) => Assert.Equal("Bad.cs(2): 'Single' is 'float'", Assert.Single(Faults(source)));

    [Theory]
    [InlineData("#if NET\nclass C { String x; }\n#endif")]
    [InlineData("#if !NET\nclass C { String x; }\n#endif")]
    public void EitherSideOfACondition_IsRead(string source) => Assert.Equal("Bad.cs(2): 'String' is 'string'", Assert.Single(Faults(source)));

    private static string InClass(string members) => $"class C {{ {members} }} static class Extensions {{ public static int Cube(this C c) => 1; }}";

    private static string[] Faults(string source) => [.. Faults([.. SourceFile.Read("Bad.cs", source)]).Distinct()];

    private static IEnumerable<string> Faults(SourceFile[] files)
    {
        Declarations declarations = new(files);
        return files.SelectMany(f => UsingOrder.Faults(f).Concat(Qualification.Faults(f, declarations)).Concat(KeywordTypes.Faults(f, declarations)));
    }
}
