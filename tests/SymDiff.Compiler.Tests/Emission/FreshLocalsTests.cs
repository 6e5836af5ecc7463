using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Programs;

namespace SymDiff.Compiler.Tests.Emission;

/// <summary>What loops behind a call of a record use begins after the call, and what runs backward over a record begins at its length.</summary>
public class FreshLocalsTests
{
    [Fact]
    public void LoopsOverARecordUseLocalsOfTheirOwn()
    {
        var forms = new EmittedForms(Parser.ParseFunction(LoopPrograms.Logistic), "C");
        string gradient = forms.Text.Substring(forms.Text.IndexOf("FGradient(", StringComparison.Ordinal));
        Assert.Contains("double rLocal = r;", gradient);
        Assert.Contains("double x1 = x;", gradient);
        Assert.True(gradient.IndexOf(".Take(n)", StringComparison.Ordinal) < gradient.IndexOf("double rLocal = r;", StringComparison.Ordinal));
        Assert.Contains("x1 = rLocal * x1 * (1.0 - x1);", gradient);
        Assert.Contains("for (int i = savedX.Length - 1; i >= 0; i--)", gradient);
    }

    /// <summary>One less than the lowest number is the largest.</summary>
    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    public void TheFormsAreRightForAnyCount(int n)
    {
        var forms = new EmittedForms(Parser.ParseFunction(LoopPrograms.Logistic), "C");
        forms.Compare(EmittedModule.Compile([forms.Text, forms.Base]), new Point([3.2, 0.3, n]));
    }

    /// <summary>A loop that calls keeps its locals on the stack anyway.</summary>
    [Fact]
    public void LoopsThatCallUseWhatThereIs()
    {
        var forms = new EmittedForms(Parser.ParseFunction(LoopPrograms.Logistic.Replace("%rx = Multiply(%r, %x.100)", "%e = Exp(%r)\n            %p = Multiply(%e, %x.100)\n            %rx = Sin(%p)")), "C");
        Assert.DoesNotContain("Local", forms.Text);
    }
}
