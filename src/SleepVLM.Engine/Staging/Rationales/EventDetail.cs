namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>How much a rationale tells of single events.</summary>
public enum EventDetail
{
    /// <summary>Times, and now and then frequency, amplitude and duration.</summary>
    Figures,

    /// <summary>
    /// That they are there, and where: what a model can say that sees rhythms but cannot place a wave. Vertex waves and eyes that are quite still, which one small
    /// wave more or less would turn, are left out. Amounts (slow waves, alpha) are told as ever.
    /// </summary>
    Presence,
}
