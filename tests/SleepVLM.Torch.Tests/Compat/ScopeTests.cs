using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Compat;

public sealed class ScopeTests
{
    [Fact]
    public void Scope_DisposesWhatWasMadeInside()
    {
        Tensor inside;
        using (NewDisposeScope())
        {
            inside = ones(2) + 1;
            Assert.False(inside.IsInvalid);
        }
        Assert.True(inside.IsInvalid);
        Assert.Throws<InvalidOperationException>(() => inside.sum());
    }

    [Fact]
    public void MoveToOuter_OutlivesItsScope_UntilTheOuterEnds()
    {
        Tensor result;
        using (NewDisposeScope())
        {
            using (NewDisposeScope()) result = (ones(2) * 3).MoveToOuterDisposeScope();
            Close.To([3, 3], result);
        }
        Assert.True(result.IsInvalid);
    }

    [Fact]
    public void Detached_OutlivesAllScopes()
    {
        Tensor kept;
        using (NewDisposeScope())
        using (NewDisposeScope()) kept = ones(2).DetachFromDisposeScope();
        Close.To([1, 1], kept);
        kept.Dispose();
        Assert.True(kept.IsInvalid);
    }

    [Fact]
    public void MoveToOther_FollowsTheOtherTensor()
    {
        using var outer = NewDisposeScope();
        var anchor = ones(1);
        Tensor moved;
        using (NewDisposeScope()) moved = (anchor + 1).MoveToOtherDisposeScope(anchor);
        Close.To([2], moved);
        Assert.True(outer.Contains(moved));
    }

    [Fact]
    public void DisposeEverythingBut_KeepsOnlyThat()
    {
        using var scope = NewDisposeScope();
        var dropped = ones(1);
        var kept = ones(1);
        scope.DisposeEverythingBut(kept);
        Assert.True(dropped.IsInvalid);
        Assert.False(kept.IsInvalid);
        Assert.Equal(1, scope.DisposablesCount);
    }

    [Fact]
    public void Using_InsideAScope_DisposesOnce()
    {
        using var scope = NewDisposeScope();
        var x = ones(1);
        x.Dispose();
        x.Dispose();
        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void Alias_KeepsTheMemory()
    {
        using var scope = NewDisposeScope();
        var x = ones(2);
        var second = x.alias();
        x.Dispose();
        Close.To([1, 1], second);
    }

    [Fact]
    public void Scopes_BelongToOneThread()
    {
        using var scope = NewDisposeScope();
        Tensor? elsewhere = null;
        var thread = new Thread(() => elsewhere = ones(1));
        thread.Start();
        thread.Join();
        Assert.False(scope.Contains(elsewhere!));
        elsewhere!.Dispose();
    }

    [Fact]
    public void WrappedScope_ReturnsOnlyTheResult()
    {
        using var scope = NewDisposeScope();
        var result = WrappedTensorDisposeScope(() => ones(2) + 1 + 2);
        Assert.Equal(1, scope.DisposablesCount);
        Close.To([4, 4], result);
    }

    [Fact]
    public void LiveTensors_OfAThread_StayFlatOverAThousandSteps()
    {
        OnOwnThread(() =>
        {
            using var layer = nn.Linear(4, 4);
            using var optimizer = optim.AdamW(layer.parameters());
            long before = 0;
            for (var step = 0; step < 1000; step++)
            {
                using (NewDisposeScope())
                {
                    var x = randn(3, 4);
                    var y = x[1..].softmax(-1).split(1)[0] + cat([x, x])[0];
                    (layer.call(x).sum() + y.sum()).backward();
                    optimizer.step();
                    optimizer.zero_grad();
                }
                if (step == 10) before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            }
            Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        });
    }

    [Fact]
    public void FailedOperations_LeaveNothingBehind()
    {
        OnOwnThread(() =>
        {
            using var x = ones(2, 3);
            var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            for (var i = 0; i < 20; i++) Assert.ThrowsAny<Exception>(() => x.matmul(x));
            Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        });
    }

    private static void OnOwnThread(Action work)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try { work(); }
            catch (Exception error) { failure = error; }
        });
        thread.Start();
        thread.Join();
        if (failure is not null) throw new InvalidOperationException(failure.Message, failure);
    }
}
