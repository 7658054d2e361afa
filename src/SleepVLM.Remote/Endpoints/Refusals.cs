using SleepVLM.Remote.Protocol;

namespace SleepVLM.Remote.Endpoints;

/// <summary>Of one server: tells a question that is refused for what it holds from a server that would refuse every question.</summary>
/// <remarks>
/// HTTP 400, 413 and 422 are said of both. As long as it answered nothing, the same question with black pictures decides; later on, too many refusals in a row.
/// </remarks>
/// <param name="mostInARow">Questions that may be refused one after the other.</param>
internal sealed class Refusals(int mostInARow)
{
    private readonly Lock _gate = new();
    private Task? _control;
    private bool _isAnswering;
    private int _inARow;

    /// <summary>A question was answered.</summary>
    public void Answered()
    {
        lock (_gate) (_isAnswering, _inARow) = (true, 0);
    }

    /// <summary>A question was refused; returns where that is for the question's own sake.</summary>
    /// <param name="refusal">What the server said.</param>
    /// <param name="askControl">Asks the question with black pictures; called once as long as it does not fail.</param>
    /// <exception cref="RemoteFailure">Every question is refused, or the black pictures brought no answer for another reason.</exception>
    public async Task CountAsync(RemoteFailure refusal, Func<Task> askControl)
    {
        Task control;
        lock (_gate)
        {
            _inARow++;
            // Questions asked side by side can all be refused before the black pictures are answered: until then a row of refusals says nothing.
            if (_isAnswering || _control is { IsCompletedSuccessfully: true })
            {
                if (_inARow > mostInARow)
                    throw new RemoteFailure(FailureKind.Refused, $"{refusal.Message}; {_inARow} windows were refused one after the other");
                return;
            }

            if (_control is null or { IsFaulted: true } or { IsCanceled: true }) _control = askControl();
            control = _control;
        }

        try
        {
            await control;
        }
        catch (RemoteFailure failure) when (failure.MayBeTheQuestion)
        {
            throw new RemoteFailure(FailureKind.Refused, failure.Message, null, failure);
        }
    }
}
