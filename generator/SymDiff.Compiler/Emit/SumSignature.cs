using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <content>A method as the sum over samples of it.</content>
public sealed partial record MethodSignature
{
    /// <summary>What the number of the first sample is called, and how many samples there are.</summary>
    public (string Start, string Count) RangeNames
    {
        get
        {
            var names = new NameAllocator(Parameters.Select(p => p.Name).Concat(Forms.TypeParameterNames(TypeParameters)));
            string stem = Parameters.Single(p => p.IsSample).Name;
            return (names.Allocate(stem + "Start"), names.Allocate(stem + "Count"));
        }
    }

    /// <summary>
    /// The method that is the sum of the values of consecutive samples: with the number of the first one and how many there are in place of the sample. Its gradient goes into destinations.
    /// </summary>
    public MethodSignature Summed()
    {
        var (start, count) = RangeNames;
        return this with
        {
            Name = Name + "__Samples",
            Accessibility = "private",
            Attributes = default,
            GivesDestinations = true,
            Parameters = Parameters.SelectMany(p => p.IsSample ? [Number(start), Number(count)] : new[] { p with { DefaultValue = null } }).ToEquatableArray(),
        };

        static ParameterSignature Number(string name) => new(name, "int", "", null, IrType.Int32, IsActive: false);
    }
}
