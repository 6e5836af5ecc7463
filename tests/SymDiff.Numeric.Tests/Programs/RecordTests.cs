using System.Text.RegularExpressions;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Programs;

/// <summary>What the emitted text records, and where: nothing that can be had without.</summary>
public sealed partial class RecordTests
{
    // More than is read in place of a call.
    private static readonly string Formula = string.Join(" + ", Enumerable.Range(1, 20).Select(k => $"{k}.5 * (i + {k})"));

    private static readonly string[] Forms = ["Gradient", "ValueAndGradient", "Vjp"];

    [Theory]
    [InlineData("for (int i = 0; i < n; i++) { s += i * x; }")]
    [InlineData("for (int i = 0; i < n; i++) { s += (i * 0.5 + 1.0) * x; }")]
    [InlineData("for (int i = 0; i < n; i++) { s += Math.Sin(i * 0.5) * x; }")]
    [InlineData("for (int i = 0; i < n; i++) { for (int j = 0; j < i; j++) { s += (i - j) * x; } }")]
    [InlineData("for (int i = 0; i < n; i++) { s += Math.Sin(x) * i; }")]
    [InlineData("for (int i = 0; i < n; i++) { s += Math.Exp(x * x) * x * i; }")]
    [InlineData("for (int i = n; i > 0; i -= 2) { s += i * x; }")]
    [InlineData("double k = x; for (int i = 0; i < n; i++) { k = x * x; s += k * i; } s *= k;")]
    [InlineData("for (int i = 0; i < n; i++) { if (i % 3 == 0) { s += i * x; } else { s -= x * x; } }")]
    [InlineData("for (int i = 0; i < n; i++) { if (i == 2) { continue; } s += i * x; }")]
    [InlineData("for (int i = 0; i < n; i++) { s += Scale(i) * x; }")]
    [InlineData("for (int i = 0; i < n; i++) { s += Pick(i) * x; }")]
    [InlineData("for (int i = 0; i < n; i++) { s += Twice(i) * Math.Sin(x); }")]
    [InlineData("for (int i = 0; i < n; i++) { s += (i % 2 == 0 ? 0.5 : i > 7 ? 2.0 : 1.0) * x; }")]
    [InlineData("for (int i = 0; s < n; i++) { s += i * x; }")]
    [InlineData("for (int i = 0; i < n; i++) { s += Large(i) * x; }")]
    [InlineData("int i = 4; while (i < n) { s += i * x; i += 3; }")]
    [InlineData("long i = 4; int d = n / 2; while (i < n) { s += i * x; i += d; }")]
    [InlineData("byte b = 0; for (int i = 0; i < n; i++) { s += b * x; b += 7; }")]
    [InlineData("uint k = 9; do { k--; s += k * x; } while (k > n);")]
    [InlineData("int i = 0; while (true) { if (s > n) { break; } s += i * x; if (i % 3 == 1) { i++; continue; } s += x; i++; }")]
    [InlineData("for (int i = 0; i < n; i++) { int k = i; for (int j = 0; j < n; j++) { s += k * x; k += 2; } }")]
    public void Nothing_IsRecorded(string loop)
    {
        foreach (string form in Forms)
        {
            Assert.DoesNotContain("Record", Emitted(form, loop), StringComparison.Ordinal);
        }
    }

    /// <summary>One value an iteration: the one that is carried and overwritten.</summary>
    [Theory]
    [InlineData("s = x; for (int i = 0; i < n; i++) { s = Math.Sin(s); }")]
    [InlineData("s = x; for (int i = 0; i < n; i++) { s = s * s * i; }")]
    [InlineData("s = x; for (int i = 0; i < n; i++) { s = s * s * Math.Exp(x); }")]
    [InlineData("s = x; for (int i = 0; i < n; i++) { s = Math.Sin(s) * (i * 2 + 1); }")]
    [InlineData("s = x; for (int i = 0; i < n; i++) { for (int j = 0; j < 5; j++) { s = s * s * (i - j); } }")]
    public void KnownCount_IsExactlySized(string loop)
    {
        foreach (string form in Forms)
        {
            string text = Emitted(form, loop);
            Assert.Single(Taken().Matches(text));
            Assert.Single(Made().Matches(text));
            Assert.Single(Kept().Matches(text));
        }
    }

    [Theory]
    [InlineData("s = x; while (Math.Abs(s) < n) { s = s * s * 2.0; }", 1)]
    [InlineData("s = x; for (int i = 0; s < n; i++) { s = s * s + i; }", 1)]
    [InlineData("s = x; do { s = s * s + 1.0; } while (s < n);", 1)]
    [InlineData("s = x; while (true) { s = s * s + 1.0; if (s > n) { break; } }", 1)]
    public void UnknownCount_Grows(string loop, int records)
    {
        foreach (string form in Forms)
        {
            string text = Emitted(form, loop);
            Assert.Empty(Taken().Matches(text));
            Assert.Equal(records, Made().Count(text));
        }
    }

    /// <summary>What is not looked into may have effects or change its mind: it is executed once, and kept where the reverse comes later.</summary>
    [Theory]
    [InlineData("for (int i = 0; i < n; i++) { s += Reads(i) * x; }", @"= global::C\.Reads\(")]
    [InlineData("for (int i = 0; i < n; i++) { s += Refuses(i) * x; }", @"= global::C\.Refuses\(")]
    [InlineData("for (int i = 0; i < n; i++) { s += Again(i) * x; }", @"= global::C\.Again\(")]
    [InlineData("for (int i = 0; i < n; i++) { s += Long(i) * x; }", @"= global::C\.Long\(")]
    [InlineData("for (int i = 0; i < n; i++) { s += Calls(i) * x; }", @"= global::C\.Calls\(")]
    public void WhatIsNotLookedInto_IsExecutedOnce(string loop, string use)
    {
        foreach (string form in Forms)
        {
            string text = Emitted(form, loop);
            Assert.Equal(1, Regex.Count(text, use));
            Assert.Empty(Taken().Matches(text));

            string later = Emitted(form, loop.Replace("s +=", "s = s +", StringComparison.Ordinal).Replace("* x;", "* s;", StringComparison.Ordinal).Insert(0, "s = x; "));
            Assert.Equal(1, Regex.Count(later, use));
            Assert.Single(Taken().Matches(later));
        }
    }

    /// <summary>What is all written before it is read need not be cleared.</summary>
    [Theory]
    [InlineData("s = x; for (int i = 0; i < n; i++) { s = Math.Sin(s); }", false)]
    [InlineData("s = x; int m = w.Length; for (int i = 0; i < n; i++) { for (int j = 0; j < m; j++) { s = Math.Sin(s); } }", false)]
    [InlineData("s = x; int m = w.Length; for (int i = 0; i < n; i++) { if (i % 3 != 1) { for (int j = 0; j < m; j++) { s = Math.Sin(s); } } }", true)]
    public void Record_IsClearedWhereNotAllIsWritten(string loop, bool isCleared)
    {
        string text = Emitted("Gradient", loop);
        Assert.Single(Taken().Matches(text));
        Assert.Equal(isCleared, text.Contains("TakeZeroed", StringComparison.Ordinal));
    }

    /// <summary>The record goes back however the method ends.</summary>
    [Fact]
    public void EveryRecord_IsReturnedInAFinally()
    {
        string text = Emitted("Gradient", "s = x; while (s < n) { s = s * s + 1.0; if (s > 5) { return s; } }");
        Assert.Matches(@"finally\s*\{\s*\w+\.Dispose\(\);", text);
    }

    private static string Emitted(string form, string loop) => Driver.Run(new DriverInput(Source(loop).Replace("LARGE", Formula, StringComparison.Ordinal))
    {
        GlobalOptions = new Dictionary<string, string> { ["build_property.SymDiffDefaultDerivatives"] = form },
    }).ShouldHaveNoErrors().Source;

    private static string Source(string loop) => $$"""
        using System;
        using SymDiff;
        public static partial class C
        {
            [Differentiable]
            public static double F(double x, int n, [NoGradient] double[] w)
            {
                double s = 0;
                {{loop}}
                return s;
            }

            private static int _calls;
            private static double Scale(int i) => Math.Sqrt(i * 0.5 + 1.0);
            private static double Pick(int i) => i % 2 == 0 ? 1.0 : 2.0;
            private static double Twice(int i) { double y = i * 0.5; if (i > 3) { return y; } return y + y; }
            private static double Reads(int i) => _calls * i;
            private static double Calls(int i) { _calls++; return i; }
            private static double Refuses(int i) => i < 1000 ? i : throw new ArgumentException("i");
            private static double Again(int i) => i == 0 ? 1.0 : Again(i - 1) * 0.5;
            private static double Long(int i) { double y = LARGE; for (int k = 0; k < i; k++) { y += k; } return y; }
            private static double Large(int i) => LARGE;
        }
        """;

    [GeneratedRegex(@"\.Take(Zeroed)?\(")]
    private static partial Regex Taken();

    [GeneratedRegex(@"new global::SymDiff\.Record<")]
    private static partial Regex Made();

    [GeneratedRegex(@"saved\w*\[[^\]]*\] = ")]
    private static partial Regex Kept();
}
