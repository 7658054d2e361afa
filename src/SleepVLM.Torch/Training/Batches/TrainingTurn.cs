using SleepVLM.Torch.Generation;

namespace SleepVLM.Torch.Training;

/// <summary>A question and the right answer as tokens.</summary>
/// <param name="Question">The question; it ends where the assistant begins to speak.</param>
/// <param name="Answer">What is learned; the end of the turn included where generation shall stop by itself.</param>
/// <param name="StageStart">First token of the answer that names the stage.</param>
/// <param name="StageLength">Tokens that name the stage; 0 in answers without one.</param>
/// <param name="Pictures">The pictures it shows, as numbers within the batch.</param>
public sealed record TrainingTurn(WindowPrompt Question, int[] Answer, int StageStart, int StageLength, int[] Pictures)
{
    /// <summary>Tokens the model reads: the last of the answer is only ever a target.</summary>
    public int InputLength => Question.Length + Answer.Length - 1;

    /// <summary>Token at a position of the input.</summary>
    public int IdAt(int position) => position < Question.Length ? Question.Ids[position] : Answer[position - Question.Length];
}
