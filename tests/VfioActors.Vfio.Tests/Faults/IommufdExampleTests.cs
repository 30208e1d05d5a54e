using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Faults;

/// <summary>The worked examples about the queues of iommufd, and what comes of bad buffers.</summary>
public sealed class IommufdExampleTests
{
    private const ulong Big = 4096;

    [Fact]
    public void Example_18_a_full_queue_ends_with_the_mark_of_loss()
    {
        var bench = Depth2(4);
        Assert.Equal(16 + 16 + 8, bench.ReadEvents(Big));
        Assert.Equal(["0:0", "1:0", "3:1"], Told(bench));
        Assert.Equal(0U, bench.Vevents.Queues[1].Count);
        Assert.Equal(4U, bench.Vevents.Queues[1].Sequence);
        Assert.Equal(0, bench.ReadEvents(Big));
    }

    [Fact]
    public void Example_19_a_gap_in_the_numbers_tells_of_the_loss()
    {
        var bench = Depth2(3);
        Assert.Equal(16, bench.ReadEvents(16));
        Assert.Equal(Errno.None, bench.ReportEvent(1));
        Assert.Equal(32, bench.ReadEvents(Big));
        Assert.Equal(["0:0", "1:0", "3:0"], Told(bench));
    }

    [Fact]
    public void Example_20_a_queue_has_a_depth_and_each_type_one_queue()
    {
        FaultBench bench = new(FaultProfiles.Fixed);
        Assert.Equal(Errno.EINVAL, bench.AllocEvents(1, 0));
        Assert.Equal(Errno.None, bench.AllocEvents(1, 2));
        Assert.Equal(Errno.EEXIST, bench.AllocEvents(1, 2));
    }

    [Fact]
    public void The_number_of_an_event_has_31_bits()
    {
        var bench = Depth2(0);
        bench.Vevents.Queues[1] = bench.Vevents.Queues[1] with { Sequence = 0x7FFFFFFF };
        Assert.Equal(Errno.None, bench.ReportEvent(1));
        Assert.Equal(Errno.None, bench.ReportEvent(1));
        bench.ReadEvents(Big);
        Assert.Equal([$"{0x7FFFFFFF}:0", "0:0"], Told(bench));
    }

    [Theory, InlineData("FIXED", -(int)Errno.EFAULT), InlineData("VEVENTQ", 8)]
    public void An_event_is_copied_whole_by_the_reference(string name, int expected)
    {
        FaultBench bench = new(FaultProfiles.All.Single(profile => profile.Name == name));
        bench.AllocEvents(1, 2);
        bench.ReportEvent(1);
        Assert.Equal(expected, bench.ReadEvents(Big, good: 8));
        Assert.Equal(16, bench.ReadEvents(Big));
    }

    /// <summary>kmalloc gives 4 MiB at most, and 32 bytes of an event are the kernel's own.</summary>
    [Theory, InlineData((4U << 20) - 32, Errno.None), InlineData((4U << 20) - 31, Errno.ENOMEM)]
    [InlineData(1U << 31, Errno.ENOMEM), InlineData(uint.MaxValue, Errno.ENOMEM)]
    public void An_event_for_which_there_is_no_memory_leaves_the_mark_of_loss(uint size, Errno expected)
    {
        var bench = Depth2(0);
        Assert.Equal(expected, bench.ReportEvent(1, size));
        Assert.Equal(expected == Errno.None ? (int)size + 8 : 8, bench.ReadEvents(ulong.MaxValue));
        Assert.Equal([expected == Errno.None ? "0:0" : "0:1"], Told(bench));
    }

    [Fact]
    public void One_read_gives_no_more_than_what_an_int_counts()
    {
        FaultBench bench = new(FaultProfiles.Fixed);
        const uint Size = (4U << 20) - 32;
        Assert.Equal(Errno.None, bench.AllocEvents(1, FaultBench.EventsMost));
        for (var at = 0; at < 513; at++) { Assert.Equal(Errno.None, bench.ReportEvent(1, Size)); }
        Assert.Equal((int)(Size + 8) * 512, bench.ReadEvents(ulong.MaxValue));
        Assert.Equal((int)Size + 8, bench.ReadEvents(ulong.MaxValue));
    }

    [Fact]
    public void A_group_is_read_once_and_answered_once()
    {
        FaultBench bench = new(FaultProfiles.Fixed);
        Assert.Equal(Errno.None, bench.AskFaults(default(PageFaultQueueMessage.Attach)).Error);
        Assert.Equal(0, bench.Fault(FaultRecord.PageRequest(new(0x1000), new(5))));
        Assert.Equal(-(int)Errno.EFAULT, bench.ReadGroups(80, good: 39));
        Assert.Equal(40, bench.ReadGroups(80));
        Assert.Equal(0, bench.ReadGroups(80));
        Assert.Equal(Errno.EINVAL, bench.AnswerGroup(1, (ResponseCode)3));
        Assert.Equal(Errno.None, bench.AnswerGroup(1));
        Assert.Equal(Errno.EINVAL, bench.AnswerGroup(1));
        Assert.Equal([new EndpointMessage.Answered(new(5), ResponseCode.Success)], bench.Answers);
    }

    [Fact]
    public void Detaching_answers_what_is_outstanding_read_or_not()
    {
        FaultBench bench = new(FaultProfiles.Fixed);
        bench.AskFaults(default(PageFaultQueueMessage.Attach));
        bench.Fault(FaultRecord.PageRequest(new(0x1000), new(1)));
        Assert.Equal(40, bench.ReadGroups(40));
        bench.Fault(FaultRecord.PageRequest(new(0x2000), new(2)));
        Assert.Equal(Errno.None, bench.AskFaults(default(PageFaultQueueMessage.Detach)).Error);
        Assert.Equal(2, bench.Answers.Count(answer => answer.Code == ResponseCode.Invalid));
        Assert.Equal(Errno.EINVAL, bench.AnswerGroup(1));
        Assert.Equal(Errno.ENOENT, bench.AskFaults(default(PageFaultQueueMessage.Detach)).Error);
    }

    /// <summary>What was refused because another queue has the device leaves nothing behind.</summary>
    [Fact]
    public void A_queue_that_was_refused_takes_the_device_later()
    {
        var bench = new FaultBench(FaultProfiles.Fixed).Opened();
        Assert.Equal(Errno.EBUSY, bench.AskFaults(default(PageFaultQueueMessage.Attach)).Error);
        Assert.Equal(Errno.ENOENT, bench.AskFaults(default(PageFaultQueueMessage.Detach)).Error);
        Assert.Equal(Errno.None, bench.Close().Error);
        Assert.Equal(Errno.None, bench.AskFaults(default(PageFaultQueueMessage.Attach)).Error);
        Assert.Equal(Errno.EBUSY, bench.AskFaults(default(PageFaultQueueMessage.Attach)).Error);
        Assert.Equal(0, bench.Fault(FaultRecord.PageRequest(new(0x1000), new(1))));
        Assert.Equal(40, bench.ReadGroups(40));
        Assert.Equal(Errno.None, bench.AskFaults(default(PageFaultQueueMessage.Detach)).Error);
    }

    private static FaultBench Depth2(int events)
    {
        FaultBench bench = new(FaultProfiles.Fixed);
        Assert.Equal(Errno.None, bench.AllocEvents(1, 2));
        for (var at = 0; at < events; at++) { Assert.Equal(Errno.None, bench.ReportEvent(1)); }
        return bench;
    }

    private static IEnumerable<string> Told(FaultBench bench) =>
        bench.Events.Select(seen => $"{seen.Sequence}:{seen.Flags}");
}
