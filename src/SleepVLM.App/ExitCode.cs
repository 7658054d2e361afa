namespace SleepVLM.App;

/// <summary>Exit codes of every command.</summary>
public static class ExitCode
{
    /// <summary>Everything asked for was done.</summary>
    public const int Done = 0;

    /// <summary>Bad input or usage; no epoch was staged.</summary>
    public const int BadInput = 2;

    /// <summary>Stopped before the end; what was done is kept.</summary>
    public const int DoneInPart = 3;
}
