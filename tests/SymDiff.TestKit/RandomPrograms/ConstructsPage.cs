using System.Globalization;
using System.Text;

namespace SymDiff.TestKit;

/// <summary>The page that says what random programs are made of: <c>docs/random-programs.md</c>.</summary>
public static class ConstructsPage
{
    private const int Programs = 2000;

    /// <summary>The text of the page.</summary>
    /// <param name="leastAccepted">The share of programs that the generator must accept.</param>
    public static string Text(double leastAccepted)
    {
        (Dictionary<string, int> counts, List<int> sizes) = Counted(ProgramGenerator.MakeAny);
        (Dictionary<string, int> aggregates, List<int> aggregateSizes) = Counted(ProgramGenerator.MakeWithAggregates);
        StringBuilder text = new();
        text.Append(string.Create(CultureInfo.InvariantCulture, $$"""
            # Random programs

            Random C# programs are differentiated, run, and compared with an oracle that shares no code with the compiler: the same text with dual numbers
            in the place of `double`. The page is written by a test; run the tests with `SNAPSHOT_ACCEPT=1` after a change of the programs.

            ```
            dotnet test tests/SymDiff.Numeric.Tests --filter RandomProgramTests
            SYMDIFF_FUZZ_COUNT=20000 dotnet test tests/SymDiff.Numeric.Tests --filter RandomProgramTests
            SYMDIFF_FUZZ_SEED=1234 SYMDIFF_FUZZ_COUNT=1 dotnet test tests/SymDiff.Numeric.Tests --filter RandomProgramTests
            SYMDIFF_FUZZ_BUFFERS=1 SYMDIFF_FUZZ_COUNT=2000 dotnet test tests/SymDiff.Numeric.Tests --filter RandomProgramTests
            SYMDIFF_FUZZ_COUNT=2000 dotnet test tests/SymDiff.Numeric.Tests --filter "RandomProgramTests&Aggregates"
            ```

            The first is part of every test run and takes {{Fuzz.Usual}} programs; the second takes 20,000; the third repeats a failure, which a report names by its seed
            and prints made small. Every third program's marked method has buffers among its parameters; with the fourth every program's has, and a failure of such a
            run is repeated with `SYMDIFF_FUZZ_BUFFERS=1` too. The last takes programs over structs, records and tuples alone, with numbers and in generic types; a run of all tests has a few of them.

            ## What is compared

            Every program is run at an ordinary point and at three where conventions decide: zero, zeros of both signs with ties, and a mixture with
            infinities and NaN.

            | | at every point |
            | --- | --- |
            | value | bit for bit, in every form that returns it (all NaNs are equal) |
            | calls that are not known to be pure | the same calls with the same arguments in the same order, in every form |
            | guards | the same exception with the same message, in every form; what throws by itself (an index, an overflow) is thrown by the forms that still evaluate it |
            | gradient, VJP with a random cotangent, JVP with a random direction | against the oracle, within rounding relative to the sum of the sizes of the terms |
            | ⟨cotangent, JVP⟩ = ⟨VJP, direction⟩ | the same |
            | ⟨u, H v⟩ = ⟨v, H u⟩, H being the Hessian, along two random directions | the same, of programs with one result in which no derivative is registered |
            | the whole Hessian, of programs with numbers alone that can run again: each row against H times a unit vector, and against the opposite column | the same |
            | the diagonal of the Hessian | against the entries of the whole, the same |

            Hessians are symmetric to 1e-13 of the sum of the sizes of their terms (`SymmetryTests`), which an oracle of second order adds up beside the entries. Each row is a sweep of its own there. The programs for it have four to six
            numbers in double precision, each of which is changed by the next at the beginning, so that nearly all entries are there. `SYMDIFF_FUZZ_COUNT` asks for more of them too; a compiler that loses one term
            of a product's second derivative is caught by the symmetry alone.

            Of random programs in the intermediate form (`SymDiff.Compiler.Tests`, `FuzzTests`),
            what differs from zero in a Jacobian or a Hessian is in the pattern that is found without values.

            Beside programs with one result stand two more methods, which call what is emitted for the program: a linear form of its gradient, and its derivative along a direction. Their own derivatives, in reverse and in
            forward mode, are the Hessian along that direction in all four combinations of modes (`NestedProgramTests`).

            At the ordinary point H v is compared with central differences of the oracle's gradient as well, where nothing is computed in single precision: at four steps,
            extrapolated, wherever the extrapolations agree, which they do not beside kinks, jumps and branches. What `StopGradient` gives stands still in them.

            Programs of another kind do little but rewrite a few elements again and again, in branches, loops and helpers, at indices that are constants, parameters and numbers of loops
            (`CellPrograms`): an element that is written five times is rare in the others, and passes over memory go wrong there first.

            Programs with buffers are checked in the forms that take memory, and in those that allocate where there are some. Moreover:

            | | |
            | --- | --- |
            | what is left in outputs, in-outs and inputs | bit for bit what the method leaves, after every form |
            | VJP with random cotangents of all results, some empty; JVP; the Jacobian of one in three that can have one | against the oracle, which gives the whole Jacobian, column by column |
            | Hessian along a direction | its destinations hold NaN before, then another number, and are longer than they must be: the same bits in both, and nothing behind them is written |
            | every span | stands in the middle of a larger array, of which nothing else may be written |
            | each buffer shorter, by one element and by more | all of the above where the method does not throw; where it throws by itself, nothing outside is written, and the forms that return the value throw too if it depends on what is missing (it is another where what is missing is another number) |
            | one memory for two inputs of the same type | all of the above; their accumulators are one memory as well |
            | a destination, cotangent or tangent that is too short; one memory for two buffers of which one is written | refused with an `ArgumentException`, before anything is written or called |

            Programs with structs, records and tuples have marked methods that are given them, and arrays and spans of them, and return them. All forms that there are
            (gradients, with destinations too, VJP, JVP, the Jacobian of one in three, the Hessian along a direction) are compared number by number, by the fields of the types. What is no
            number in a gradient must be its default.

            Where the oracle met a partial derivative that is infinite, NaN, or so large or small that products of such leave the range of the type, forward and
            reverse may differ: a strong zero looks at the incoming tangent or cotangent alone, and a chain of partials is multiplied from the one end
            or from the other. There, a derivative is compared only if it is finite in both.

            A program that is rejected by a diagnostic is counted, not compared; an internal error, emitted code that does not compile and a form that does not
            end are failures. At least {{leastAccepted:P0}} of the programs must be accepted; the test prints the share and the reasons.

            ## What they are made of

            {{Programs:N0}} programs. Half of them have at most {{sizes[Programs / 2]}} statements, nine of ten at most {{sizes[Programs * 9 / 10]}}, helpers not counted.

            | construct | programs with it |
            | --- | ---: |

            """).ReplaceLineEndings("\n"));
        Table(counts);
        text.Append(string.Create(CultureInfo.InvariantCulture, $$"""

            ## Programs with structs, records and tuples

            {{Programs:N0}} programs. Half of them have at most {{aggregateSizes[Programs / 2]}} statements, nine of ten at most {{aggregateSizes[Programs * 9 / 10]}}, helpers and the members of the types not counted. Beside the
            constructs above:

            | construct | programs with it |
            | --- | ---: |

            """).ReplaceLineEndings("\n"));
        Table(aggregates.Where(c => !counts.ContainsKey(c.Key)));
        return text.ToString();

        void Table(IEnumerable<KeyValuePair<string, int>> rows)
        {
            foreach ((string construct, int count) in rows.OrderBy(c => c.Key, StringComparer.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"| {construct.Replace("|", "\\|", StringComparison.Ordinal)} | {100.0 * count / Programs:0.0} % |\n");
            }
        }
    }

    private static (Dictionary<string, int> Counts, List<int> Sizes) Counted(Func<int, RandomProgram> make)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        List<int> sizes = [];
        foreach (RandomProgram program in Enumerable.Range(1, Programs).Select(make))
        {
            FuzzResult.Count(counts, program.Constructs);
            sizes.Add(program.Members[0].All().Count(node => node.Kind == NodeKind.Statement));
        }

        sizes.Sort();
        return (counts, sizes);
    }
}
