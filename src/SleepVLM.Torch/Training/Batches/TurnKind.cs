namespace SleepVLM.Torch.Training;

/// <summary>What a window is asked.</summary>
public enum TurnKind
{
    /// <summary>Stage and rules.</summary>
    Coarse,
    /// <summary>Stage, rules and rationale.</summary>
    Fine,
    /// <summary>A short question about the window.</summary>
    Question,
    /// <summary>Nothing: pictures alone, for perception.</summary>
    Picture,
}
