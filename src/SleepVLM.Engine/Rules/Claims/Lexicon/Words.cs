namespace SleepVLM.Engine.Rules.Claims.Lexicon;

/// <summary>All that the parser knows by word.</summary>
internal static class Words
{
    private static readonly string[] Prepositions =
    [
        "at", "in", "of", "on", "for", "by", "around", "from", "during", "between", "until", "till", "since", "through", "across", "along", "@", "to", "within", "upon",
    ];

    public static PhraseTable Table { get; } = Make();

    private static PhraseTable Make()
    {
        var table = new PhraseTable().AddVerbs().AddLevels().AddAmounts().AddLogic().AddChannels().AddStages().AddEpochs().AddFeatures();
        foreach (var word in Prepositions) table.Add(new PrepositionTerm(word), word);
        return table;
    }
}
