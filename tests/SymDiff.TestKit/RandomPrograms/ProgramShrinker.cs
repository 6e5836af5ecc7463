using System.Collections.Immutable;

namespace SymDiff.TestKit;

/// <summary>Makes a failing program smaller: statements go, a block takes the place of the statement around it, expressions become one of their parts or a constant.</summary>
internal static class ProgramShrinker
{
    private const int MostAtOnce = 16;
    private const int MostRounds = 200;

    /// <summary>The smallest program found that still fails.</summary>
    /// <param name="program">A program that fails.</param>
    /// <param name="fails">Which of some programs fail. One that is no C# does not.</param>
    public static RandomProgram Shrink(RandomProgram program, Func<IReadOnlyList<RandomProgram>, IReadOnlyList<bool>> fails)
    {
        for (int round = 0; round < MostRounds; round++)
        {
            RandomProgram? smaller = Candidates(program)
                .Select((members, i) => program with { Members = members, ClassName = $"Random{program.Seed}_{i}" })
                .Chunk(MostAtOnce)
                .Select(chunk => fails(chunk).Zip(chunk).FirstOrDefault(pair => pair.First).Second)
                .FirstOrDefault(found => found is not null);
            if (smaller is null)
            {
                break;
            }

            program = smaller;
        }

        return program with { ClassName = $"Random{program.Seed}" };
    }

    /// <summary>Programs with one thing less, large things first.</summary>
    internal static IEnumerable<ImmutableArray<Node>> Candidates(RandomProgram program)
    {
        for (int i = program.Members.Length - 1; i > 0; i--)
        {
            yield return program.Members.RemoveAt(i);
        }

        for (int i = 0; i < program.Members.Length; i++)
        {
            foreach (Node smaller in Smaller(program.Members[i]).OrderBy(Size))
            {
                yield return program.Members.SetItem(i, smaller);
            }
        }
    }

    private static int Size(Node node) => 1 + node.Parts.Sum(Size) + node.Blocks.Sum(block => block.Sum(Size));

    private static IEnumerable<Node> Smaller(Node node)
    {
        for (int b = 0; b < node.Blocks.Length; b++)
        {
            ImmutableArray<Node> block = node.Blocks[b];
            if (block.Length > 3)
            {
                yield return With(b, block[(block.Length / 2)..]);
                yield return With(b, block[..(block.Length / 2)]);
            }

            for (int i = block.Length - 1; i >= 0; i--)
            {
                yield return With(b, block.RemoveAt(i));
                foreach (ImmutableArray<Node> inner in block[i].Blocks)
                {
                    yield return With(b, block.RemoveAt(i).InsertRange(i, inner));
                }

                foreach (Node smaller in Smaller(block[i]))
                {
                    yield return With(b, block.SetItem(i, smaller));
                }
            }
        }

        for (int p = 0; p < node.Parts.Length; p++)
        {
            Node part = node.Parts[p];
            foreach (Node other in part.Parts.Where(inner => inner.Kind == part.Kind))
            {
                yield return node with { Parts = node.Parts.SetItem(p, other) };
            }

            if (Constant(part) is { } constant)
            {
                yield return node with { Parts = node.Parts.SetItem(p, constant) };
            }

            foreach (Node smaller in Smaller(part))
            {
                yield return node with { Parts = node.Parts.SetItem(p, smaller) };
            }
        }

        Node With(int index, ImmutableArray<Node> block) => node with { Blocks = node.Blocks.SetItem(index, block) };
    }

    // A name stays: it is as small as a constant, and says more.
    private static Node? Constant(Node part)
    {
        if (part.IsLeaf && (part.Text.Length < 3 || part.Text is "false" or "true" or "0.5" or "default"))
        {
            return null;
        }

        return part.Kind switch
        {
            NodeKind.Real => new Node(NodeKind.Real, "0.5"),
            NodeKind.Single => new Node(NodeKind.Single, "0.5f"),
            NodeKind.Int => new Node(NodeKind.Int, "1"),
            NodeKind.Bool => new Node(NodeKind.Bool, "true"),
            NodeKind.Aggregate => new Node(NodeKind.Aggregate, "default"),
            _ => null,
        };
    }
}
