namespace SleepVLM.Contracts;

/// <summary>Where a prompt comes from that is not the program's own.</summary>
public enum PromptOrigin
{
    /// <summary>A file in the model's folder.</summary>
    ModelFolder,
    /// <summary>A file that the user named.</summary>
    User,
}
