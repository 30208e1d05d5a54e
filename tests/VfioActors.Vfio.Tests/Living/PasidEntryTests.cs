using VfioActors.Vfio.PasidEntries;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Living;

/// <summary>An entry of a PASID table is set up, replaced and torn down; hardware sees it whole or not at all.</summary>
public sealed class PasidEntryTests
{
    [Fact]
    public void Hardware_sees_what_the_driver_has_done()
    {
        var (bench, walker, writer) = Benches.Entry(0);
        Assert.Equal(Errno.EFAULT, bench.Error(walker, default(EntryWalkerMessage.Translate)));
        bench.Call(writer, new EntryWriterMessage.Setup(1));
        Assert.Equal(1, bench.Call(walker, default(EntryWalkerMessage.Translate)).Value);
        bench.Call(writer, new EntryWriterMessage.Replace(2));
        Assert.Equal(2, bench.Call(walker, default(EntryWalkerMessage.Translate)).Value);
        bench.Call(writer, default(EntryWriterMessage.TearDown));
        Assert.Equal(Errno.EFAULT, bench.Error(walker, default(EntryWalkerMessage.Translate)));
    }

    [Fact]
    public void An_invalidation_waits_for_the_walk_that_is_under_way()
    {
        var (bench, walker, writer) = Benches.Entry(1);
        bench.HoldNext();
        var dma = bench.Begin(walker, default(EntryWalkerMessage.Translate));
        var tearDown = bench.Begin(writer, default(EntryWriterMessage.TearDown));
        Assert.False(bench.HasAnswer(tearDown));
        bench.GoOn();
        Assert.Equal(Errno.EFAULT, bench.Answer(dma).Error);
        Assert.Equal(Errno.None, bench.Answer(tearDown).Error);
        Assert.Equal(0, bench.StateOf<EntryWalkerState>(walker).TornReads.Value);
    }
}
