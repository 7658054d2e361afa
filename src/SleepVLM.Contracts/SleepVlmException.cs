namespace SleepVLM.Contracts;

/// <summary>A failure a user can act on: the message is one sentence that says what, where and what to do.</summary>
/// <remarks>The command line prints the message alone and exits with 2; anything else that is thrown is a defect of ours.</remarks>
public class SleepVlmException(string message, Exception? inner = null) : Exception(message, inner);
