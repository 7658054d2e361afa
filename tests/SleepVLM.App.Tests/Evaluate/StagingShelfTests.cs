using SleepVLM.App.Commands.Evaluate;
using SleepVLM.Engine.Evaluation.Judging;
using SleepVLM.Testing;

namespace SleepVLM.App.Tests.Evaluate;

public sealed class StagingShelfTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private StagingShelf Shelf(string key) => new(_folder.File("shelf"), "night", key);

    private StagingShelf Filled(string key)
    {
        var shelf = Shelf(key);
        shelf.Begin();
        shelf.WriteReference("{}\n");
        File.WriteAllText(shelf.StagingPath, "staged");
        File.WriteAllText(shelf.LedgerPath, "ledger");
        return shelf;
    }

    [Fact]
    public void Finished_SameKey_TellsThePace()
    {
        Filled("k").Finish(new Pace(60, 12.5));
        Assert.Equal(new Pace(60, 12.5), Shelf("k").Finished);
        Assert.Null(Shelf("other").Finished);
    }

    [Fact]
    public void Begin_SameKeyUnfinished_KeepsTheLedgerToGoOnWith()
    {
        Filled("k");
        Assert.Null(Shelf("k").Finished);
        Shelf("k").Begin();
        Assert.True(File.Exists(Shelf("k").LedgerPath));
    }

    [Fact]
    public void Begin_AnotherKey_LeavesNothingOfTheOld()
    {
        Filled("k").Finish(new Pace(1, 1));
        File.WriteAllText(Path.Combine(_folder.File("shelf"), "mine.txt"), "not ours");
        Shelf("other").Begin();
        Assert.Equal(["mine.txt", "night.card.json"], Directory.GetFiles(_folder.File("shelf")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Finished_StagingWasDeletedOrCardIsDamaged_IsNot()
    {
        Filled("k").Finish(new Pace(1, 1));
        File.Delete(Shelf("k").StagingPath);
        Assert.Null(Shelf("k").Finished);
        Filled("k").Finish(new Pace(1, 1));
        File.WriteAllText(Path.Combine(_folder.File("shelf"), "night.card.json"), "{");
        Assert.Null(Shelf("k").Finished);
    }

    public void Dispose() => _folder.Dispose();
}
