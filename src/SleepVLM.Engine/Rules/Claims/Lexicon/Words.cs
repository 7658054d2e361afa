namespace SleepVLM.Engine.Rules.Claims.Lexicon;

/// <summary>All that the parser knows by word.</summary>
internal static class Words
{
    public static PhraseTable Table { get; } = new PhraseTable().AddVerbs().AddLevels().AddAmounts().AddLogic().AddChannels().AddStages().AddEpochs().AddFeatures().AddPrepositions();

    private static PhraseTable AddPrepositions(this PhraseTable table)
    {
        foreach (var word in new[] { "at", "in", "of", "on", "for", "by", "around", "from", "during", "between", "until", "till", "since", "through", "across", "along", "@", "to", "until", "within", "upon" })
            table.Add(new PrepositionTerm(word), word);
        return table;
    }
}
