using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Faults;

/// <summary>
/// The page fault queue of iommufd where drivers/iommu/iommufd/eventq.c and drivers/iommu/io-pgfault.c say what comes.
/// </summary>
public sealed class PageFaultQueueTests
{
    private const int Many = 4096;

    [Fact]
    public void A_cookie_is_the_lowest_that_names_no_group()
    {
        var bench = Attached();
        for (var group = 1; group <= 3; group++) { Assert.Equal(0, bench.Fault(Last(group))); }
        Assert.Equal(120, bench.ReadGroups(120));
        Assert.Equal([1U, 2U, 3U], bench.Events.Select(seen => seen.Sequence));
        Assert.Equal(Errno.None, bench.AnswerGroup(2));
        Assert.Equal(Errno.None, bench.AnswerGroup(1));
        Assert.Equal(0, bench.Fault(Last(4)));
        Assert.Equal(0, bench.Fault(Last(5)));
        Assert.Equal(0, bench.Fault(Last(6)));
        Assert.Equal(120, bench.ReadGroups(120));
        Assert.Equal([1U, 2U, 4U], bench.Events.Skip(3).Select(seen => seen.Sequence));
    }

    /// <summary>An answer that is written twice may meet another group: the kernel cannot tell.</summary>
    [Fact]
    public void A_cookie_that_was_answered_may_name_another_group_soon()
    {
        var bench = Attached();
        bench.Fault(Last(1));
        bench.ReadGroups(40);
        Assert.Equal(Errno.None, bench.AnswerGroup(1));
        bench.Fault(Last(2));
        bench.ReadGroups(40);
        Assert.Equal(Errno.None, bench.AnswerGroup(1, ResponseCode.Invalid));
        Assert.Equal(["1: Success", "2: Invalid"], Told(bench));
    }

    [Fact]
    public void A_group_is_read_with_all_of_its_pages_in_their_order_or_not_at_all()
    {
        var bench = Attached();
        Assert.Equal(0, bench.Fault(Earlier(5, 0x1000)));
        Assert.Equal(0, bench.Fault(Earlier(6, 0x9000)));
        Assert.Equal(0, bench.Fault(Earlier(5, 0x2000)));
        Assert.Equal(0, bench.ReadGroups(400));
        Assert.Equal(0, bench.Fault(Last(5)));
        Assert.Equal(0, bench.ReadGroups(80));
        Assert.Equal(-(int)Errno.EFAULT, bench.ReadGroups(120, good: 119));
        Assert.Empty(bench.Events);
        Assert.Equal(120, bench.ReadGroups(400));
        Assert.Equal([0x1000UL, 0x2000UL, 0x5000UL], bench.Events.Select(seen => seen.Data.Value));
        Assert.All(bench.Events, seen => Assert.Equal(1U, seen.Sequence));
        Assert.Equal(0, bench.Fault(Last(6)));
        Assert.Equal(80, bench.ReadGroups(80));
        Assert.Equal([0x9000UL, 0x5000UL], bench.Events.Skip(3).Select(seen => seen.Data.Value));
        Assert.Equal(0, bench.Groups.Pages.Count);
    }

    [Fact]
    public void Pages_that_wait_for_the_last_go_when_the_queue_leaves_the_device()
    {
        var bench = Attached();
        bench.Fault(Earlier(5, 0x1000));
        bench.Fault(Earlier(6, 0x2000));
        bench.Fault(Last(6));
        Assert.Equal(Errno.None, bench.AskFaults(default(PageFaultQueueMessage.Detach)).Error);
        Assert.Equal(0, bench.Groups.Pages.Count);
        Assert.Equal(Errno.None, bench.AskFaults(default(PageFaultQueueMessage.Attach)).Error);
        bench.Fault(Last(5));
        Assert.Equal(40, bench.ReadGroups(400));
    }

    [Fact]
    public void What_is_no_page_request_is_refused()
    {
        var bench = Attached();
        Assert.Equal(-(int)Errno.EOPNOTSUPP, bench.Fault(FaultRecord.Unrecoverable(new(0x1000))));
        Assert.Equal(0, bench.ReadGroups(40));
    }

    [Fact]
    public void A_number_in_use_twice_is_two_groups_and_each_gets_its_own_answer()
    {
        var bench = Attached();
        Assert.Equal(0, bench.Fault(Last(5)));
        var first = bench.ReporterState.Pending.Values[0].Operation;
        Assert.Equal(0, bench.Fault(Last(5)));
        Assert.Equal(2, bench.ReporterState.Pending.Count);
        Assert.Equal(80, bench.ReadGroups(80));
        Assert.Equal(Errno.None, bench.AnswerGroup(2));
        Assert.Equal(first, bench.ReporterState.Pending.Values[0].Operation);
        Assert.Equal(Errno.None, bench.AnswerGroup(1, ResponseCode.Invalid));
        Assert.Equal(["5: Success", "5: Invalid"], Told(bench));
    }

    /// <summary>iommu_page_response of Linux 5.14 goes through the list of what waits.</summary>
    [Fact]
    public void By_its_number_the_group_is_answered_that_came_first()
    {
        var bench = new FaultBench(FaultProfiles.Fixed).Opened();
        bench.Fault(FaultRecord.PageRequest(new(0x1000), new(3), new(9)) with { Flags = FaultFlags.LastPage });
        var first = bench.ReporterState.Pending.Values[0].Operation;
        bench.Fault(FaultRecord.PageRequest(new(0x1000), new(3), new(2)) with { Flags = FaultFlags.LastPage });
        Assert.Equal(0, bench.Respond(3));
        Assert.NotEqual(first, Assert.Single(bench.ReporterState.Pending.Values.ToArray()).Operation);
        Assert.Equal(0, bench.Respond(3));
        Assert.Equal(-(int)Errno.EINVAL, bench.Respond(3));
    }

    [Fact]
    public void An_answer_that_comes_too_late_is_taken_and_reaches_nobody()
    {
        FaultBench bench = new(FaultProfiles.Fixed, null, new() { TimesOut = true });
        bench.AskFaults(default(PageFaultQueueMessage.Attach));
        bench.Fault(Last(5));
        bench.ReadGroups(40);
        var done = bench.AskFaults(new PageFaultQueueMessage.Write(1, ResponseCode.Success));
        Assert.Equal(new(8, Errno.None), done);
        Assert.Equal(["5: Failure"], Told(bench));
    }

    [Fact]
    public void One_queue_is_on_64_devices_at_most()
    {
        FaultBench bench = new(FaultProfiles.Fixed, null, new() { Devices = 65 });
        for (var device = 0; device < 64; device++)
        {
            Assert.Equal(Errno.None, bench.AskFaults(new PageFaultQueueMessage.Attach(new(device))).Error);
        }

        Assert.Equal(Errno.ENOMEM, bench.AskFaults(new PageFaultQueueMessage.Attach(new(64))).Error);
        Assert.Equal(Errno.EBUSY, bench.AskFaults(new PageFaultQueueMessage.Attach(new(63))).Error);
        Assert.Equal(Errno.ENOENT, bench.AskFaults(new PageFaultQueueMessage.Detach(new(64))).Error);
    }

    [Fact]
    public void A_full_table_of_answers_refuses_a_read_and_loses_nothing()
    {
        FaultBench bench = new(FaultProfiles.Fixed, null, new() { PendingMost = Many + 1 });
        bench.AskFaults(default(PageFaultQueueMessage.Attach));
        for (var group = 0; group < Many; group++) { Assert.Equal(0, bench.Fault(Last(group))); }
        Assert.Equal(40 * Many, bench.ReadGroups(40 * Many));
        Assert.Equal(0, bench.Fault(Last(Many)));
        Assert.Equal(-(int)Errno.ENOMEM, bench.ReadGroups(40));
        Assert.Equal(Errno.None, bench.AnswerGroup(7));
        Assert.Equal(40, bench.ReadGroups(40));
        Assert.Equal(7U, bench.Events[^1].Sequence);
    }

    [Fact]
    public void A_full_list_refuses_the_last_page_and_forgets_those_before_it()
    {
        FaultBench bench = new(FaultProfiles.Fixed, null, new() { PendingMost = Many + 1 });
        bench.AskFaults(default(PageFaultQueueMessage.Attach));
        for (var group = 0; group < Many; group++) { Assert.Equal(0, bench.Fault(Last(group))); }
        Assert.Equal(0, bench.Fault(Earlier(Many, 0x1000)));
        Assert.Equal(-(int)Errno.ENOMEM, bench.Fault(Last(Many)));
        Assert.Equal(0, bench.Groups.Pages.Count);
        Assert.Equal(Many, bench.ReporterState.Pending.Count);
    }

    private static FaultBench Attached()
    {
        FaultBench bench = new(FaultProfiles.Fixed);
        Assert.Equal(Errno.None, bench.AskFaults(default(PageFaultQueueMessage.Attach)).Error);
        return bench;
    }

    private static FaultRecord Last(int group) => FaultRecord.PageRequest(new(0x5000), new(group));

    private static FaultRecord Earlier(int group, ulong address) =>
        FaultRecord.PageRequest(new(address), new(group), new(9)) with { Flags = FaultFlags.PasidValid };

    private static IEnumerable<string> Told(FaultBench bench) =>
        bench.Answers.Select(answer => $"{answer.Group}: {answer.Code}");
}
