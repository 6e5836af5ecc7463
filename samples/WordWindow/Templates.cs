namespace WordWindow;

/// <summary>Forms of sentences, in which words in capitals stand for names, dates and numbers.</summary>
internal static class Templates
{
    /// <summary>Forms of both parts.</summary>
    public static readonly string[] Both =
    [
        "PERSON was born in PLACE on DATE .",
        "PERSON moved from PLACE to PLACE in DATE .",
        "PERSON works for ORGANISATION in PLACE .",
        "PERSON joined ORGANISATION in DATE and left it NUMBER years later .",
        "In DATE PERSON became the director of ORGANISATION .",
        "ORGANISATION opened an office in PLACE in DATE .",
        "ORGANISATION announced that PERSON would lead the new team .",
        "The chairman of ORGANISATION , PERSON , resigned on DATE .",
        "The company ORGANISATION was founded in PLACE in DATE .",
        "Last year ORGANISATION sold NUMBER ships to a buyer from PLACE .",
        "The train from PLACE to PLACE was NUMBER minutes late .",
        "It rained in PLACE for NUMBER days .",
        "PERSON and PERSON met in PLACE and married in DATE .",
        "On DATE the mayor of PLACE received PERSON at the town hall .",
        "She wrote a letter to PERSON on DATE .",
        "He told PERSON that the meeting with ORGANISATION was cancelled .",
        "The exhibition in PLACE closes on DATE .",
        "PERSON said that the results were better than expected .",
        "According to PERSON , the price will rise by NUMBER percent .",
        "Shares of ORGANISATION fell by NUMBER percent after the report .",
        "ORGANISATION bought ORGANISATION for NUMBER million euros .",
        "The new bridge in PLACE cost NUMBER million euros .",
        "We spent the summer near PLACE with our friend PERSON .",
        "My sister lives in PLACE and works as a nurse .",
        "PERSON teaches THING at a school in PLACE .",
        "MANY people came to the concert in PLACE .",
        "The museum showed MANY pictures of the painter PERSON .",
        "The book by PERSON was published by ORGANISATION in DATE .",
        "ORGANISATION will publish the next novel by PERSON in DATE .",
        "The contract between ORGANISATION and ORGANISATION ends on DATE .",
        "Since DATE PERSON has lived in PLACE .",
        "Until DATE the factory in PLACE belonged to ORGANISATION .",
        "PERSON studied law in PLACE before she joined ORGANISATION .",
        "The THING teacher asked PERSON to read the first page .",
        "They flew from PLACE with ORGANISATION on DATE .",
        "A spokesman for ORGANISATION said that nobody was hurt .",
        "A letter from PERSON arrived in DATE .",
        "The judge asked PERSON about the night of DATE .",
        "The population of PLACE grew by NUMBER percent .",
        "The storm reached PLACE in the evening of DATE .",
        "Employees of ORGANISATION in PLACE have been on strike since DATE .",
        "The team from PLACE won NUMBER games in a row .",
        "PERSON scored twice in the last NUMBER minutes .",
        "Her uncle PERSON owned a small hotel in PLACE .",
        "The THING market in PLACE opens at night .",
        "No one knew why PERSON had left PLACE so early .",
        "The bank lent ORGANISATION MANY euros .",
        "The old house was sold to PERSON for MANY euros .",
        "The weather was cold and the road was long .",
        "The children ate NUMBER apples and went to bed .",
        "Nobody likes to wait for MANY hours at the station .",
        "Our THING dictionary has MANY pages .",
        "The doctor said that it was only a cold .",
        "A large dog ran across the street and into the garden .",
        "When the music stopped , everybody looked at PERSON .",
        "Dinner with PERSON is planned for DATE .",
    ];

    /// <summary>Forms of the held-out part alone.</summary>
    public static readonly string[] HeldOut =
    [
        "PERSON left ORGANISATION in DATE and returned to PLACE .",
        "In PLACE , the police asked PERSON about the money .",
        "ORGANISATION and PERSON signed a contract on DATE .",
        "The office of ORGANISATION in PLACE was sold in DATE .",
        "Nobody in PLACE had met PERSON before DATE .",
        "The director of ORGANISATION wrote to PERSON on DATE .",
        "The garden near PLACE was cold in the evening .",
        "PERSON bought NUMBER pictures from a friend in PLACE .",
    ];
}
