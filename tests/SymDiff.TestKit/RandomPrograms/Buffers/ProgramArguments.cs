using System.Globalization;

namespace SymDiff.TestKit;

/// <summary>Makes the arguments of a form from plain numbers, and reads them again.</summary>
internal static class ProgramArguments
{
    private const double Guard = -7.25;

    /// <summary>An argument of the type that a parameter has.</summary>
    /// <param name="type">The type as the program writes it.</param>
    /// <param name="modifier"><c>ref</c> or <c>out</c>.</param>
    /// <param name="columns">The columns of a matrix.</param>
    /// <param name="content">The numbers in it.</param>
    public static object Of(string type, string modifier, int columns, double[] content)
    {
        return Element(type) switch
        {
            "Real" or "double" => Make(v => v, Guard),
            "Real32" => Make(v => (float)v, (float)Guard),
            "int" => Make(v => (int)v, (int)Guard),
            _ => content[0] != 0,
        };

        object Make<T>(Func<double, T> convert, T guard)
            where T : struct => Of(type, modifier, columns, [.. content.Select(convert)], guard);
    }

    /// <summary>The same for the oracle.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="content">The numbers in it.</param>
    /// <param name="tangents">Their derivatives.</param>
    public static object Dual(ProgramParameter parameter, double[] content, double[] tangents) => parameter.Element switch
    {
        "Real" => Of(parameter.Type, parameter.Modifier, parameter.Columns, [.. content.Select((v, i) => new Dual(v, tangents[i]))], new Dual(Guard, 0)),
        "Real32" => Of(parameter.Type, parameter.Modifier, parameter.Columns, [.. content.Select((v, i) => new DualSingle((float)v, tangents[i], Math.Abs(tangents[i])))], new DualSingle((float)Guard, 0, 0)),
        _ => Of(parameter.Type, parameter.Modifier, parameter.Columns, content),
    };

    /// <summary>The numbers in an argument or in what a form returned.</summary>
    public static double[] Numbers(object? argument) => argument switch
    {
        null => [],
        Zone zone => Numbers(zone.Content),
        Array array => [.. array.Cast<object>().Select(Number)],
        _ => [Number(argument)],
    };

    /// <summary>The numbers in an argument of the oracle or in what it returned, with their derivatives.</summary>
    public static Dual[] Duals(object? argument) => argument switch
    {
        null => [],
        Zone zone => [.. zone.Content.Cast<object>().Select(One)],
        _ => [One(argument)],
    };

    private static Dual One(object boxed) => boxed is Dual dual ? dual : boxed is DualSingle single ? single : (Dual)Number(boxed);

    private static double Number(object boxed) => boxed is bool flag ? flag ? 1 : 0 : Convert.ToDouble(boxed, CultureInfo.InvariantCulture);

    private static string Element(string type) => new ProgramParameter("", type, ProgramRole.Input, false).Element;

    private static object Of<T>(string type, string modifier, int columns, T[] content, T guard)
        where T : struct =>
        type.EndsWith('>') ? Zone.Between(content, guard)
        : type.EndsWith("[,]", StringComparison.Ordinal) ? Zone.Rows(content, columns)
        : type.EndsWith(']') ? Zone.Whole(content)
        : modifier.Length > 0 ? new Cell<T>(content[0])
        : content[0];
}
