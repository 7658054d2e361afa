using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;
using SleepVLM.Engine.Staging.Rationales;

namespace SleepVLM.Engine.Tests.Staging;

public class FastActivityTests
{
    [Fact]
    public void RiseOf_WakeAboveDeepSleep_IsTheDifferenceInDecibels()
    {
        EpochMeasurements[] night = [Epoch(25, 4), Epoch(24, 5), Epoch(20, 6), Epoch(18, 6), Epoch(12, 9), Epoch(12, 10)];
        var fast = FastActivity.Of(night);
        Assert.Equal(5, fast.DeepSleepDb);
        Assert.Equal(5, fast.RiseOf(night[5])!.Value);
        Assert.Equal("dB", fast.RiseOf(night[5])!.Unit);
    }

    [Fact]
    public void RiseOf_NoEeg_IsNull()
    {
        var epoch = new EpochMeasurements(new EpochIndex(0), null, null, null, new Dictionary<string, Measurement>());
        Assert.Null(FastActivity.Of([epoch, null]).RiseOf(epoch));
    }

    private static EpochMeasurements Epoch(double deltaDb, double betaDb)
    {
        Measurement Power(EegBand band, double value) => new(MeasurementNames.BandPower(ChannelRole.F4, band), value, "dB", new Derivation("F4", "M1"));
        return new EpochMeasurements(new EpochIndex(0), null, null, null, new[] { Power(EegBand.Delta, deltaDb), Power(EegBand.Beta, betaDb) }.ToDictionary(m => m.Name));
    }
}
