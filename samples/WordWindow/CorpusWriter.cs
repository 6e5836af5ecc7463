namespace WordWindow;

/// <summary>Writes the corpus from templates and lists of words, the same one every time.</summary>
internal static class CorpusWriter
{
    private static readonly string[] Things = ["French", "Latin", "Christmas", "English", "Internet", "Olympic", "German", "Gothic"];

    /// <summary>The training part.</summary>
    public static string Training() => Write(Names.Training, new Noise(11), 420, 0);

    /// <summary>The held-out part: other names, and some sentences of other forms.</summary>
    public static string HeldOut() => Write(Names.HeldOut, new Noise(12), 140, 5);

    private static string Write(Names names, Noise noise, int sentences, int everyNew)
    {
        System.Text.StringBuilder text = new();
        for (int i = 0; i < sentences; i++)
        {
            string[] templates = everyNew > 0 && i % everyNew == 0 ? Templates.HeldOut : Templates.Both;
            string template = templates[noise.Below(templates.Length)];
            text.AppendJoin(' ', template.Split(' ').Select(word => word switch
            {
                "PERSON" => names.Person(noise),
                "PLACE" => names.Place(noise),
                "ORGANISATION" => names.Organisation(noise),
                "DATE" => names.Date(noise),
                "NUMBER" => $"{2 + noise.Below(90)}",
                "MANY" => $"{1000 + noise.Below(2000)}",
                "THING" => Things[noise.Below(Things.Length)],
                _ => word,
            })).Append('\n');
        }

        return text.ToString();
    }
}
