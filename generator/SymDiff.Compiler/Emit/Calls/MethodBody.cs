using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>A marked method's body with all that it calls: what its derivatives are made of.</summary>
/// <param name="Main">The body itself; its name is what callees that call it back use.</param>
/// <param name="Helpers">Methods that are not marked and cannot be read in place, because they call themselves: differentiated along with the method.</param>
/// <param name="Callees">Other marked methods: they are called by what is emitted beside them, and nothing is known of their bodies.</param>
public sealed record MethodBody(Function Main, EquatableArray<HelperFunction> Helpers, EquatableArray<Callee> Callees)
{
    /// <summary>A body that calls nothing.</summary>
    public MethodBody(Function main)
        : this(main, default, default)
    {
    }
}

/// <summary>A method that is differentiated along with the one that calls it.</summary>
/// <param name="Function">Its body, under the name that calls use.</param>
/// <param name="Name">What its derivatives are called in C# before their suffix; unique in the type.</param>
/// <param name="IsStatic">Whether they are static.</param>
/// <param name="Active">One flag a parameter: whether there is a derivative with respect to it.</param>
public sealed record HelperFunction(Function Function, string Name, bool IsStatic, EquatableArray<bool> Active = default)
{
    /// <summary>What is derived of it already, and all that can be; default where its body is differentiated.</summary>
    public EquatableArray<Function> Given { get; init; }

    /// <summary>C# that names the method of another assembly that it stands for; null if it is one of this.</summary>
    public string? Foreign { get; init; }
}

/// <summary>Another marked method.</summary>
/// <param name="Key">The name that calls use.</param>
/// <param name="Active">One flag a parameter: whether there is a derivative with respect to it.</param>
/// <param name="CSharp">C# that names the method where the derivative is emitted; with a suffix it names what is emitted beside it.</param>
public sealed record Callee(string Key, EquatableArray<bool> Active, string CSharp);
