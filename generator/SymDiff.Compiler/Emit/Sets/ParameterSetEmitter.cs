using System.Globalization;

namespace SymDiff.Compiler.Emit.Sets;

/// <summary>Writes the part of a parameter set that implements <c>IParameterSet</c>.</summary>
public static class ParameterSetEmitter
{
    private const int LineWidth = 120;

    // A volatile field that a view is made of (420), obsolete members (612, 618).
    private const string Pragma = "#pragma warning disable 420, 612, 618";

    /// <summary>The text of the file.</summary>
    public static string Emit(ParameterSetType set)
    {
        var text = new SetText(set);
        var members = new List<Action<SourceWriter>>
        {
            w => Property(w, set, "ParameterCount", "The number of scalars in the set: the sum of the lengths of its blocks.", Sum(set, ".ParameterCount", text.Count)),
            w => Property(w, set, "BlockCount", "The number of blocks.", Sum(set, ".BlockCount", text.BlockCount)),
            w => GetBlock(w, set, text),
            w => Clear(w, set, text),
            w => CreateZero(w, set, text),
            w => CopyTo(w, set, text),
            w => CopyFrom(w, set, text),
            w => AddScaled(w, set, text),
        };
        if (set.Base is { IsCovariant: false })
        {
            members.Add(w => ExplicitZero(w, set));
        }

        if (set.Base is not null)
        {
            members.Add(w => AddScaledOfBase(w, set));
        }

        members.AddRange(set.Members.Select(m => m.Accessor).OfType<FieldAccessor>().Select(a => new Action<SourceWriter>(w => Access(w, set, a))));
        return EmittedFile.Text(set.Namespace, set.Types, set.LanguageVersion, Pragma, members, Interface(set), $"[global::SymDiff.ParameterSetStateAttribute({Literals.Quoted(State(set))})]");
    }

    // What other assemblies are told of it.
    private static string State(ParameterSetType set) =>
        string.Join(", ", set.Members.Select(m => $"{m.Shape} {m.Name.TrimStart('@')}").Concat(set.Settings.Select(s => $"{ParameterSetType.Setting} {s}")));

    private static string Interface(ParameterSetType set) => $"global::SymDiff.IParameterSet<{set.Self}, {set.Scalar}>";

    private static string Modifiers(ParameterSetType set) => set.Base is not null ? "public override" : set.Kind == SetKind.Open ? "public virtual" : "public";

    private static List<string> Sum(ParameterSetType set, string ofBase, Func<SetMember, string?> count)
    {
        var terms = set.Members.Select(count).ToList();
        int ones = terms.Count(t => t is null);
        var sum = terms.OfType<string>().ToList();
        if (set.Base is not null)
        {
            sum.Insert(0, "base" + ofBase);
        }

        if (ones > 0 || sum.Count == 0)
        {
            sum.Insert(0, ones.ToString(CultureInfo.InvariantCulture));
        }

        return sum;
    }

    private static void Property(SourceWriter writer, ParameterSetType set, string name, string summary, List<string> sum)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line(EmittedFile.GeneratedCode);
        string head = $"{Modifiers(set)} int {name} =>";
        string line = $"{head} {(sum.Count == 1 ? BlockSwitch.Bare(sum[0]) : $"checked({string.Join(" + ", sum)})")};";
        if (writer.Column + line.Length <= LineWidth)
        {
            writer.Line(line);
            return;
        }

        writer.Line(head + (sum.Count == 1 ? "" : " checked("));
        for (int i = 0; i < sum.Count; i++)
        {
            writer.Continuation(sum[i] + (i < sum.Count - 1 ? " +" : sum.Count == 1 ? ";" : ");"));
        }
    }

    private static void GetBlock(SourceWriter writer, ParameterSetType set, SetText text)
    {
        writer.Line("/// <summary>The scalars of one block, as a view: writing to it changes the set.</summary>");
        writer.Line("/// <param name=\"index\">The block, in declaration order.</param>");
        writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">There is no such block.</exception>");
        writer.Line(EmittedFile.GeneratedCode);
        if (set.Kind == SetKind.Struct && set.HasUnscopedRef)
        {
            writer.Line("[global::System.Diagnostics.CodeAnalysis.UnscopedRefAttribute]");
        }

        writer.Line($"{Modifiers(set)} global::System.Span<{set.Scalar}> GetBlock(int index)");
        writer.Open();
        new BlockSwitch(writer, set, text).Write();
        writer.Close();
    }

    private static void Clear(SourceWriter writer, ParameterSetType set, SetText text)
    {
        writer.Line("/// <summary>Sets every parameter to zero.</summary>");
        Declare(writer, $"{Modifiers(set)} void Clear()");
        if (set.IsGeneric)
        {
            writer.Line("for (int block = 0; block < this.BlockCount; block++)");
            writer.Open();
            writer.Line($"this.GetBlock(block).Fill({set.Scalar}.Zero);");
            writer.Close();
        }
        else
        {
            if (set.Base is not null)
            {
                writer.Line("base.Clear();");
            }

            foreach (var member in set.Members)
            {
                writer.Line(text.Clear(member));
            }
        }

        writer.Close();
    }

    private static void CreateZero(SourceWriter writer, ParameterSetType set, SetText text)
    {
        writer.Line("/// <summary>Makes a set of the same shape with memory of its own, whose parameters are all zero; state that is no parameter is taken over.</summary>");
        string returned = set.Base is { IsCovariant: false } uniform ? uniform.Zero : set.Self;
        Declare(writer, $"{Modifiers(set)} {returned} CreateZero()");
        writer.Line(set.Kind == SetKind.Struct ? "var zero = this;" : $"var zero = ({set.Self})base.{(set.Base is null ? "MemberwiseClone" : "CreateZero")}();");
        foreach (var member in set.Members)
        {
            writer.Line(text.Renew(member));
        }

        if (set.IsGeneric)
        {
            // What a type argument has for a default need not be its zero.
            writer.Line("zero.Clear();");
        }

        writer.Line("return zero;");
        writer.Close();
    }

    private static void ExplicitZero(SourceWriter writer, ParameterSetType set)
    {
        writer.Line("/// <summary>Makes a set of the same shape whose parameters are all zero.</summary>");
        Declare(writer, $"{set.Self} {Interface(set)}.CreateZero()");
        writer.Line($"return ({set.Self})this.CreateZero();");
        writer.Close();
    }

    private static void CopyTo(SourceWriter writer, ParameterSetType set, SetText text)
    {
        writer.Line("/// <summary>Copies the parameters to a destination, block by block.</summary>");
        writer.Line("/// <param name=\"destination\">Receives the parameters; may be longer.</param>");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">It is too short; nothing has been written.</exception>");
        Declare(writer, $"{Modifiers(set)} void CopyTo(global::System.Span<{set.Scalar}> destination)");
        writer.Line($"global::SymDiff.ParameterBlocks.RequireDestination<{set.Scalar}>(destination, this.ParameterCount);");
        OfBase(writer, set, $"global::SymDiff.ParameterBlocks.CopyTo<{set.Scalar}>(base.GetBlock(block), ref destination);");
        Flat(writer, set, "destination", (m, at) => $"{at} = {SetText.Read(m)};", text.CopyTo);
        writer.Close();
    }

    private static void CopyFrom(SourceWriter writer, ParameterSetType set, SetText text)
    {
        writer.Line("/// <summary>Sets the parameters from a source, block by block.</summary>");
        writer.Line("/// <param name=\"source\">As many values as there are parameters.</param>");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">It has another length; nothing has been written.</exception>");
        Declare(writer, $"{Modifiers(set)} void CopyFrom(global::System.ReadOnlySpan<{set.Scalar}> source)");
        writer.Line($"global::SymDiff.ParameterBlocks.RequireSource<{set.Scalar}>(source, this.ParameterCount);");
        OfBase(writer, set, $"global::SymDiff.ParameterBlocks.CopyFrom<{set.Scalar}>(base.GetBlock(block), ref source);");
        Flat(writer, set, "source", (m, at) => $"{text.Target(m, "this")} = {at};", text.CopyFrom);
        writer.Close();
    }

    private static void OfBase(SourceWriter writer, ParameterSetType set, string statement)
    {
        if (set.Base is not null)
        {
            writer.Line("for (int block = 0; block < base.BlockCount; block++)");
            writer.Open();
            writer.Line(statement);
            writer.Close();
            if (set.Members.Count > 0)
            {
                writer.Line();
            }
        }
    }

    // Numbers beside each other have places beside each other; what follows begins behind them.
    private static void Flat(SourceWriter writer, ParameterSetType set, string span, Func<SetMember, string, string> scalar, Func<SetMember, string> other)
    {
        int place = 0;
        for (int i = 0; i < set.Members.Count; i++)
        {
            var member = set.Members[i];
            if (member.Shape == SetShape.Scalar)
            {
                writer.Line(scalar(member, $"{span}[{place++.ToString(CultureInfo.InvariantCulture)}]"));
                continue;
            }

            if (place > 0)
            {
                writer.Line($"{span} = {span}.Slice({place.ToString(CultureInfo.InvariantCulture)});");
                place = 0;
            }

            writer.Line(other(member));
        }
    }

    private static void AddScaled(SourceWriter writer, ParameterSetType set, SetText text)
    {
        writer.Line("/// <summary>Adds to the parameters those of another set, times a factor.</summary>");
        writer.Line("/// <param name=\"other\">A set of the same shape; may be this one.</param>");
        writer.Line("/// <param name=\"scale\">The factor.</param>");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">It has another shape; nothing has been written.</exception>");
        Declare(writer, $"{(set.Kind == SetKind.Open ? "public virtual" : "public")} void AddScaled({set.Self} other, {set.Scalar} scale)");
        if (set.Kind != SetKind.Struct)
        {
            RefuseNull(writer);
        }

        if (set.Kind == SetKind.Open)
        {
            // One of them may be of a derived type.
            writer.Line("global::SymDiff.ParameterBlocks.RequireBlocks(this.BlockCount, other.BlockCount);");
        }

        foreach (string check in set.Members.Select(text.Require).OfType<string>())
        {
            writer.Line(check);
        }

        if (set.Base is not null)
        {
            writer.Line("base.AddScaled(other, scale);");
        }

        foreach (var member in set.Members)
        {
            writer.Line(text.AddScaled(member));
        }

        writer.Close();
    }

    private static void AddScaledOfBase(SourceWriter writer, ParameterSetType set)
    {
        writer.Line("/// <summary>Adds to the parameters those of another set, times a factor.</summary>");
        writer.Line("/// <param name=\"other\">A set of this type and shape.</param>");
        writer.Line("/// <param name=\"scale\">The factor.</param>");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">It is of another type or shape; nothing has been written.</exception>");
        Declare(writer, $"public override void AddScaled({set.Base!.Type} other, {set.Scalar} scale)");
        RefuseNull(writer);
        writer.Line($"if (!(other is {set.Self} same))");
        writer.Open();
        writer.Line("throw new global::System.ArgumentException(\"The sets differ in shape: the other one is of another type.\", \"other\");");
        writer.Close();
        writer.Line();
        writer.Line("this.AddScaled(same, scale);");
        writer.Close();
    }

    private static void RefuseNull(SourceWriter writer)
    {
        writer.Line("if (other is null)");
        writer.Open();
        writer.Line("throw new global::System.ArgumentNullException(\"other\");");
        writer.Close();
        writer.Line();
    }

    private static void Access(SourceWriter writer, ParameterSetType set, FieldAccessor accessor)
    {
        writer.Line(EmittedFile.GeneratedCode);
        writer.Line(
            "[global::System.Runtime.CompilerServices.UnsafeAccessorAttribute(global::System.Runtime.CompilerServices.UnsafeAccessorKind.Field, "
            + $"Name = {Literals.Quoted(accessor.Field)})]");
        writer.Line($"private static extern ref {accessor.FieldType} {accessor.Name}({(set.Kind == SetKind.Struct ? "ref " : "")}{set.Self} set);");
    }

    private static void Declare(SourceWriter writer, string head)
    {
        writer.Line(EmittedFile.GeneratedCode);
        writer.Line(head);
        writer.Open();
    }
}
