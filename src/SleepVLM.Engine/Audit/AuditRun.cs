using SleepVLM.Contracts;
using SleepVLM.Engine.Review;

namespace SleepVLM.Engine.Audit;

/// <summary>One staging run in a ledger. Left without <see cref="Complete"/>, it can be taken up again.</summary>
public sealed class AuditRun
{
    private readonly AuditLedger _ledger;
    private readonly string _recordingSha256;

    internal AuditRun(AuditLedger ledger, long sequence, RunHeader header)
    {
        (_ledger, Sequence, Key, _recordingSha256) = (ledger, sequence, header.Key, header.Recording.Sha256);
    }

    /// <summary>Sequence number of the run's header in the ledger.</summary>
    public long Sequence { get; }

    /// <summary>Hash of everything that changes decisions.</summary>
    public string Key { get; }

    /// <summary>What this run has already recorded, each epoch once, in the order recorded; empty for a new run.</summary>
    /// <exception cref="LedgerException">The file is damaged.</exception>
    public IEnumerable<(StagingOutcome Outcome, RuleReport Report)> FinishedEpochs() =>
        _ledger.Epochs(Sequence).DistinctBy(body => body.Epoch).Select(body => (_ledger.Restore(body), body.Report));

    /// <summary>Records one epoch; it is on disk when this returns.</summary>
    /// <exception cref="LedgerException">The ledger cannot be written.</exception>
    public void Append(StagingOutcome outcome, RuleReport report) => Append([new StudyEpoch(outcome, report)]);

    /// <summary>Records several epochs in one transaction, all or none; one flush to disk instead of one per epoch.</summary>
    /// <exception cref="LedgerException">The ledger cannot be written.</exception>
    public void Append(IReadOnlyList<StudyEpoch> epochs)
    {
        if (epochs.Count == 0) return;
        var now = DateTimeOffset.UtcNow;
        _ledger.Append([.. epochs.Select(e => CanonicalJson.Write(EpochBody.Of(now, Sequence, _recordingSha256, e.Outcome, e.Report)))]);
    }

    /// <summary>Records the review of the whole night. A run that goes on after it wrote one, because outputs failed, writes it again.</summary>
    /// <exception cref="LedgerException">The ledger cannot be written.</exception>
    public void Append(NightReview review) => _ledger.Append([CanonicalJson.Write(ReviewBody.Of(DateTimeOffset.UtcNow, Sequence, review))]);

    /// <summary>Records that the run is complete: it will not be taken up again.</summary>
    /// <exception cref="LedgerException">The ledger cannot be written.</exception>
    public void Complete() =>
        _ledger.Append([CanonicalJson.Write(new EndBody(DateTimeOffset.UtcNow, Sequence, FinishedEpochs().Count()))]);
}
