namespace WordWindow;

/// <summary>Lists of words that names are made of. Those of the training part and of the held-out part have none in common.</summary>
internal sealed record Names(string[] Given, string[] Family, string[] Places, string[] Stems, int[] Days, int[] Years)
{
    /// <summary>What kind of organisation it is.</summary>
    public static readonly string[] Designators = Words("Group Bank Institute University Museum Press Airlines Foundation Hospital Records Motors Insurance");

    /// <summary>The months.</summary>
    public static readonly string[] Months = Words("January February March April May June July August September October November December");

    /// <summary>Names of the training part.</summary>
    public static readonly Names Training = new(
        Words("""
            Maria Thomas Elena Jonas Amira David Sofia Peter Lucia Henry Aisha Martin Clara Victor Ingrid Samuel Nadia Oliver Teresa Hugo Leila Frank Irene Carlos Emma
            Rafael Judith Simon Paula Walter Yasmin Erik Monica Daniel Ruth Felix Anita George Helen Marco Priya Stefan Olga Kenji Laura Ahmed Vera Nicolas Diana Ivan
            """),
        Words("""
            Keller Santos Novak Lindgren Okafor Brennan Rossi Weber Tanaka Morales Fischer Kowalski Haddad Jensen Carter Dubois Petrov Silva Nakamura Murphy Costa Schneider
            Bergman Ali Fernandez Moreau Wagner Ivanova Hansen Romano Sato Collins Vargas Horvath Nilsson Mensah Becker Laurent Popescu Reyes Kaya Steiner Dahl Fontana Ortiz
            """),
        Words("""
            Lyon Geneva Toronto Lisbon Nairobi Oslo Kyoto Seville Boston Vienna Prague Lima Dublin Hamburg Cairo Naples Chicago Zurich Mumbai Porto Warsaw Denver Athens
            Montreal Leipzig Glasgow Havana Tunis Bergen Antwerp Sydney Bogota Krakow Milan Seattle Osaka Basel Turin Malta Norway Peru Kenya Chile Portugal Austria
            """),
        Words("""
            Norvatek Bluestone Harlow Meridian Castellan Quantix Redwood Alderton Vexcorp Silverline Ostara Kingsbridge Lumena Pinecrest Zentrix Halvorsen Orionis Brightwell
            Corvina Delphine Eastgate Fenwick Granitek Helixa Ironbridge Juniper Kestrel Lakeview Montrose Nexara
            """),
        [.. Enumerable.Range(1, 20)],
        [.. Enumerable.Range(0, 62).Select(i => 1901 + (2 * i))]);

    /// <summary>Names of the held-out part.</summary>
    public static readonly Names HeldOut = new(
        Words("Beatrice Anton Camille Dmitri Esther Gustav Hanna Ismael Johanna Konrad Liliana Miguel Noemi Oscar Petra Quentin Rosa Tobias Ursula Wanda"),
        Words("Abbott Bianchi Castillo Drummond Eriksen Farouk Gallagher Hofmann Ibsen Jankowski Kovacs Lombardi Matsuda Nyberg Oliveira Pereira Quigley Rinaldi Sorensen Tremblay"),
        Words("Rotterdam Valencia Helsinki Bristol Salzburg Kigali Nagoya Gdansk Marseille Quito Tampere Florence Adelaide Stuttgart Riga Iceland Uruguay Ghana Latvia Croatia"),
        Words("Aurelia Blackmoor Cindervale Dunmore Elmsworth Falconet Greystone Hexaline Inverlake Jasperon Kaldera Larkspur Mistral Northwind Opaline"),
        [.. Enumerable.Range(21, 8)],
        [.. Enumerable.Range(0, 62).Select(i => 1902 + (2 * i))]);

    /// <summary>A person: both names, one of them, or a title.</summary>
    public string Person(Noise noise) => noise.Below(10) switch
    {
        < 6 => $"{Tag(Any(Given, noise), Kind.Person)} {Tag(Any(Family, noise), Kind.Person)}",
        < 8 => Tag(Any(Given, noise), Kind.Person),
        8 => $"Dr {Tag(Any(Family, noise), Kind.Person)}",
        _ => $"Mrs {Tag(Any(Family, noise), Kind.Person)}",
    };

    /// <summary>A town or a country.</summary>
    public string Place(Noise noise) => Tag(Any(Places, noise), Kind.Place);

    /// <summary>An organisation.</summary>
    public string Organisation(Noise noise)
    {
        string stem = Tag(Any(Stems, noise), Kind.Organisation);
        return noise.Below(3) == 0 ? stem : $"{stem} {Tag(Any(Designators, noise), Kind.Organisation)}";
    }

    /// <summary>A day, a month or a year.</summary>
    public string Date(Noise noise)
    {
        string day = $"{Any(Days, noise)}", month = Any(Months, noise), year = $"{Any(Years, noise)}";
        string[] words = noise.Below(4) switch
        {
            0 => [day, month, year],
            1 => [month, year],
            2 => [year],
            _ => [day, month],
        };
        return string.Join(' ', words.Select(w => Tag(w, Kind.Date)));
    }

    private static string[] Words(string text) => text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    private static T Any<T>(T[] values, Noise noise) => values[noise.Below(values.Length)];

    private static string Tag(string word, Kind kind) => $"{word}/{kind.Name()}";
}
