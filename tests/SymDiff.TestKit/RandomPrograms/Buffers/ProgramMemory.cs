namespace SymDiff.TestKit;

/// <summary>Points at which a program is given less memory than it wants, or the same memory twice.</summary>
internal static class ProgramMemory
{
    /// <summary>The same point with each buffer shorter, one at a time: by one element, and by more.</summary>
    public static IEnumerable<double[][]> Shorter(RandomProgram program, double[][] point)
    {
        Random random = new(program.Seed);
        for (int i = 0; i < point.Length; i++)
        {
            if (program.Parameters[i].IsBuffer && point[i].Length > 0)
            {
                int columns = program.Parameters[i].Columns;
                int rows = point[i].Length / columns;
                yield return Cut(i, (rows - 1) * columns);
                if (rows > 1 && random.Next(2) == 0)
                {
                    yield return Cut(i, random.Next(rows - 1) * columns);
                }
            }
        }

        double[][] Cut(int at, int length) => [.. point.Select((numbers, i) => i == at ? numbers[..length] : numbers)];
    }

    /// <summary>A buffer that is only read, for each parameter that may be given the same as an earlier one; itself for all others.</summary>
    public static int[] Shared(RandomProgram program, double[][] point)
    {
        int[] sources = [.. Enumerable.Range(0, point.Length)];
        for (int i = 1; i < sources.Length; i++)
        {
            ProgramParameter parameter = program.Parameters[i];
            int source = Enumerable.Range(0, i).FirstOrDefault(j => CanShare(program.Parameters[j], parameter), i);
            sources[i] = source;
        }

        return sources;

        static bool CanShare(ProgramParameter one, ProgramParameter other) => one.IsBuffer && other.IsBuffer && one.IsActive && other.IsActive
            && one.Role == ProgramRole.Input && other.Role == ProgramRole.Input && one.Type == other.Type && one.Columns == other.Columns;
    }
}
