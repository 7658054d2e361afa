using System.Threading.Channels;

namespace SleepVLM.Torch.Chat;

/// <summary>A question that somebody waits for.</summary>
/// <param name="Prompt">The question.</param>
/// <param name="Pieces">Takes the answer; completed at its end.</param>
/// <param name="Cancelled">Nobody waits any longer.</param>
internal sealed record ChatJob(ChatPrompt Prompt, ChannelWriter<ChatDelta> Pieces, CancellationToken Cancelled);
