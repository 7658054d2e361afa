namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>What writes one rationale: the evidence, the sentences on it, the text so far.</summary>
internal sealed class Narrator
{
    public Narrator(EpochEvidence evidence, ulong seed, EventDetail detail = EventDetail.Figures)
    {
        Prose = new Prose(seed);
        Reading = new EpochReading(evidence);
        Background = new BackgroundStatements(Reading, Prose, detail);
        Events = new EventStatements(Reading, Prose, detail);
        Context = new ContextStatements(Reading, Background, Events, Prose);
        Draft = new Draft(Prose);
    }

    public EpochReading Reading { get; }

    public Prose Prose { get; }

    public BackgroundStatements Background { get; }

    public EventStatements Events { get; }

    public ContextStatements Context { get; }

    public Draft Draft { get; }

    /// <summary>What any stage may add, the weightier first.</summary>
    public void AddSurroundings()
    {
        Draft.Support(Events.Arousal, 0.8);
        Draft.Support(Context.RuleOut, 0.85);
        Draft.Support(Context.ChinIfNew, 0.8);
        Draft.Support(Events.Eyes, 0.7);
        Draft.Support(Background.AlphaIfNew, 0.35);
        Draft.Support(Background.SlowWavesIfNew, 0.35);
        Draft.Support(Events.Movement, 0.7);
        Draft.Support(Context.NotAssessable, 0.6);
        Draft.Support(Context.Neighbours, 0.25);
        Draft.Support(Background.Background, 0.2);
    }
}
