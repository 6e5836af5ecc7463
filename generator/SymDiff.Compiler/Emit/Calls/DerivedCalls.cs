using SymDiff.Compiler.IR;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Emit;

/// <summary>What C# calls the functions that are derived of a method and of what it calls, and how the record of their calls is had.</summary>
/// <param name="signature">The method.</param>
/// <param name="body">Its body with all that it calls.</param>
/// <param name="areShared">Whether other methods call what is derived of this one.</param>
internal sealed class DerivedCalls(MethodSignature signature, MethodBody body, bool areShared)
{
    private const string RecordType = "global::SymDiff.CallRecord";
    private readonly Dictionary<string, StepTexts> _steps = new(StringComparer.Ordinal);

    /// <summary>The same for the method in another shape, which calls what the method calls.</summary>
    /// <param name="other">Its body in that shape.</param>
    public DerivedCalls Of(MethodBody other) => new(signature, other, areShared);

    /// <summary>The name of the record, which no parameter has.</summary>
    public string Record { get; } = body.Helpers.Select(h => h.Function).Prepend(body.Main).SelectMany(f => f.Parameters).Any(p => p.Name == "record") ? "callRecord" : "record";

    /// <summary>The declaration of the record as a parameter.</summary>
    public string RecordParameter => $"ref {RecordType} {Record}";

    /// <summary>The statement that makes a record.</summary>
    public string RecordDeclaration => $"var {Record} = default({RecordType});";

    /// <summary>C# that names a derived function where it is called.</summary>
    public string CSharp(string derived)
    {
        string primal = DerivedNames.Primal(derived);
        return body.Callees.FirstOrDefault(c => c.Key == primal) is { } callee ? callee.CSharp + derived.Substring(primal.Length)
            : Identifiers.Escape(NameOf(primal)) + derived.Substring(primal.Length) + TypeParameters;
    }

    /// <summary>The type parameters of whatever is derived here, with the angle brackets: those of the method, by which its helpers were read.</summary>
    public string TypeParameters => signature.TypeParameters;

    /// <summary>The <c>where</c> clauses of whatever is derived here.</summary>
    public EquatableArray<string> Constraints => signature.Constraints;

    /// <summary>The C# name of a derived function that is emitted here.</summary>
    public string Name(string derived)
    {
        string primal = DerivedNames.Primal(derived);
        return NameOf(primal) + derived.Substring(primal.Length);
    }

    /// <summary>The modifiers of a derived function that is emitted here.</summary>
    public string Modifiers(string derived)
    {
        var helper = Helper(DerivedNames.Primal(derived));
        string accessibility = helper is not null || !areShared ? "private" : signature.Accessibility switch
        {
            "private" => "private",
            "protected" or "private protected" => "private protected",
            _ => "internal",
        };
        return accessibility + ((helper?.IsStatic ?? signature.IsStatic) ? " static" : "");
    }

    /// <summary>What the steps of the method that a function is derived of look like.</summary>
    /// <param name="derived">The function.</param>
    /// <param name="capabilities">What the text may use.</param>
    public StepTexts Steps(string derived, Capabilities capabilities)
    {
        string primal = DerivedNames.Primal(derived);
        if (!_steps.TryGetValue(primal, out var steps))
        {
            _steps.Add(primal, steps = new StepTexts(CallLowering.Quotable(Helper(primal)?.Function ?? body.Main, UsersName), capabilities));
        }

        return steps;
    }

    /// <summary>What the summary of a derived function says.</summary>
    public string Summary(string derived)
    {
        string primal = DerivedNames.Primal(derived);
        string target = Helper(primal) is { } helper ? $"<c>{helper.Function.Name}</c>" : $"<see cref=\"{signature.Cref}\"/>";
        string suffix = derived.Substring(primal.Length);
        return suffix switch
        {
            "__Forward" => $"The forward half of a call of {target}: it keeps in the record what the reverse half needs.",
            "__Reverse" => $"The reverse half of a call of {target}: from the cotangent of its result to those of its parameters.",
            "__Vjp" => $"The value of a call of {target} and, from the cotangent of its result, those of its parameters.",
            "__Jvp" => $"Value and tangent of {target}, for callers.",
            _ => $"The tangent of {suffix.Replace("__Forward", "the forward half").Replace("__Reverse", "the reverse half").Replace("__Vjp", "the pullback").Replace("__Jvp", "")} of a call of {target}.",
        };
    }

    // Quoted, a helper has the name that the user gave it.
    private string UsersName(string primal) => Helper(primal)?.Function.Name ?? CSharp(primal);

    private HelperFunction? Helper(string primal) => body.Helpers.FirstOrDefault(h => h.Function.Name == primal);

    private string NameOf(string primal) => Helper(primal)?.Name ?? signature.Name;
}
