using SleepVLM.Torch.Chat;

namespace SleepVLM.Serve.Protocol;

/// <summary>A request that was read and can be answered.</summary>
/// <param name="Question">What is asked, and how it is to be answered.</param>
/// <param name="Stream">Answer in pieces.</param>
/// <param name="IncludeUsage">Tell the tokens at the end of such an answer.</param>
internal sealed record ChatRequest(ChatQuestion Question, bool Stream, bool IncludeUsage);
