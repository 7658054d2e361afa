using SleepVLM.Contracts;
using SleepVLM.Torch.Answers;

namespace SleepVLM.Torch.Generation;

/// <summary>The answer to one window while it is being written.</summary>
/// <param name="target">The epoch in question.</param>
/// <param name="layout">The question, and what every answer begins with.</param>
/// <param name="sequence">The answer, begun.</param>
/// <param name="stageAlone">Whether it is over where the stage is decided.</param>
internal sealed class WindowAnswering(EpochIndex target, WindowPrompt layout, Sequence sequence, bool stageAlone) : IAnswer
{
    private int _read = sequence.Tokens.Count;

    public EpochIndex Target => target;

    public Sequence Sequence => sequence;

    public WindowPrompt Layout => layout;

    public bool IsOver => sequence.IsDone || (stageAlone && sequence.Hypnodensity is not null);

    public StageReadout? Readout => sequence.Readout;

    public bool IsAtStageChoice => sequence.IsAtStageChoice;

    public int Unread => sequence.Tokens.Count - _read;

    public IEnumerable<int> Read(int count) => sequence.Tokens.Skip((_read += count) - count).Take(count);

    public float[] Weigh(float[] logits, IReadOnlyList<int> ahead) => sequence.Weigh(logits, ahead);

    public void DecideStage(Hypnodensity density) => sequence.DecideStage(density);

    public void Write(Span<float> logits)
    {
        sequence.Write(logits);
        while (!IsOver && sequence.HasNoChoice) sequence.WriteAhead();
    }
}
