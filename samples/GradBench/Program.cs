using GradBench.Protocol;

// Answers are read as they come: each is a line of its own, written out at once.
using StreamWriter output = new(Console.OpenStandardOutput()) { AutoFlush = true, NewLine = "\n" };
using StreamReader input = new(Console.OpenStandardInput());
Session session = new(Module.All);
while (input.ReadLine() is { } line)
{
    if (line.Length > 0)
    {
        output.WriteLine(session.Answer(line));
    }
}
