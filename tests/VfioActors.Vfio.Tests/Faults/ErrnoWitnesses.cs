using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Faults;

/// <summary>A call for every operation of the specification and every error that it gives.</summary>
internal static class ErrnoWitnesses
{
    internal static IEnumerable<(string Operation, Errno Error, string When, Func<Errno> Call)> All =>
    [
        .. Region, .. Reports, .. Interrupts, .. Responses, .. Events,
    ];

    private static FaultBench Fresh => new(FaultProfiles.Fixed);

    private static FaultBench One => Fresh.Opened();

    private static FaultBench Two => new FaultBench(FaultProfiles.Fixed, options => options.AsPosted).Opened();

    private static FaultBench Posted => new FaultBench(FaultProfiles.Posted).Opened();

    private static (string, Errno, string, Func<Errno>)[] Region =>
    [
        ("OP1 OPEN", Errno.None, "a device with a nested domain", () => Fresh.Open().Error),
        ("OP1 OPEN", Errno.ENOMEM, "no memory for the pages", () => Failing(1).Open().Error),
        ("OP1 OPEN", Errno.EINVAL, "the IOMMU has no record of the device", () =>
            new FaultBench(FaultProfiles.Fixed, null, new() { Devices = 0 }).Open().Error),
        ("OP1 OPEN", Errno.EBUSY, "another handler is there", () => LeftBehind().Open().Error),
        ("OP1 OPEN", Errno.ENODEV, "what the domain says when asked, passed on", () => new FaultBench(
            FaultProfiles.Fixed, options => options with { Nesting = new(Errno.ENODEV, false) }).Open().Error),
        ("OP2 READ PRODUCER", Errno.None, "after a version was chosen", () => Of(Chosen().Read(0, 20))),
        ("OP2 READ PRODUCER", Errno.EINVAL, "before a version was chosen", () => Of(Two.Read(0, 20))),
        ("OP2 READ PRODUCER", Errno.EFAULT, "the buffer is too short", () =>
            Of(Chosen().Read(0, 20, FaultRegion.Producer, 19))),
        ("OP2 READ PRODUCER", Errno.EBADF, "the device is closed", () => Of(Closed(Two).Read(0, 20))),
        ("OP3 WRITE CONSUMER", Errno.EBUSY, "the reference, which registers now: another handler is there", () =>
        {
            var bench = Two;
            Assert.Equal(Errno.None, Attach(bench));
            return Of(bench.Choose(1, 0));
        }),
        ("OP3 WRITE CONSUMER", Errno.EBADF, "the device is closed", () => Of(Closed(Two).Choose(1, 0))),
        ("OP3 WRITE CONSUMER", Errno.None, "version 1", () => Of(Two.Choose(1, 0))),
        ("OP3 WRITE CONSUMER", Errno.EINVAL, "version 0", () => Of(Two.Choose(0, 0))),
        ("OP3 WRITE CONSUMER", Errno.EFAULT, "the buffer is too short", () =>
            Of(Two.Write(0, 8, 1, FaultRegion.Consumer, 7))),
        ("OP5 ACCESS", Errno.EBADF, "the device is closed", () => Of(Closed(One).SetTail(0))),
        ("OP5 ACCESS", Errno.None, "the index in its place", () => Of(One.SetTail(0))),
        ("OP5 ACCESS", Errno.EINVAL, "past the region", () => Of(One.Read(1 << 30, 4))),
        ("OP5 ACCESS", Errno.EFAULT, "the buffer is too short", () =>
            Of(One.Write(0, 4, 0, FaultRegion.Producer, 3))),
        ("OP9 CLOSE", Errno.None, "an open device", () => One.Close().Error),
        ("OP9 CLOSE", Errno.EBUSY, "the device goes away while it is open", () =>
            One.Ask(FaultBench.Queue, default(FaultQueueMessage.Remove)).Error),
        ("OP9 CLOSE", Errno.EBADF, "a device that is not open", () => Fresh.Close().Error),
    ];

    private static (string, Errno, string, Func<Errno>)[] Reports =>
    [
        ("OP4 REPORT", Errno.None, "there is room", () => Of(One.Fault())),
        ("OP4 REPORT", Errno.EINVAL, "no handler", () => Of(Fresh.Fault())),
        ("OP4 REPORT", Errno.ENOMEM, "no memory to remember the page request", () =>
            Of(new FaultBench(FaultProfiles.Fixed, null, new() { PendingMost = 0 }).Opened().Fault(Request(1)))),
        ("OP4 REPORT", Errno.ENOENT, "v9 takes no page requests", () =>
            Of(new FaultBench(FaultProfiles.Single9).Opened().Fault(Request(1)))),
        ("OP4 REPORT", Errno.EOPNOTSUPP, "no page request, and a page fault queue has the device", () =>
            Of(Attached().Fault())),
        ("OP4 REPORT", Errno.ENOSPC, "the ring is full", () =>
        {
            var bench = new FaultBench(FaultProfiles.Fixed, options => options with { Records = 2 }).Opened();
            Assert.Equal(0, bench.Fault());
            return Of(bench.Fault());
        }),
        ("OP4 REPORT", Errno.ENODEV, "of an earlier opening", () => One.ReportOf(new Generation(7))),
    ];

    private static (string, Errno, string, Func<Errno>)[] Interrupts =>
    [
        ("OP6 SET TRIGGER", Errno.None, "line 0", () => Of(One.SetTrigger(0, 1))),
        ("OP6 SET TRIGGER", Errno.EINVAL, "two lines", () => Of(One.SetTrigger(0, 2))),
        ("OP7 MMAP", Errno.None, "the ring", () => Of(One.Map(4096, 4096))),
        ("OP7 MMAP", Errno.EINVAL, "the header", () => Of(One.Map(0, 4096))),
        ("OP7 MMAP", Errno.EBADF, "the device is closed", () => Of(Closed(One).Map(4096, 4096))),
    ];

    private static (string, Errno, string, Func<Errno>)[] Responses =>
    [
        ("OP8 RESPONSE", Errno.None, "a group that waits", () =>
        {
            var bench = One;
            Assert.Equal(0, bench.Fault(Request(3)));
            return Of(bench.Respond(3));
        }),
        ("OP8 RESPONSE", Errno.EINVAL, "no such group", () => Of(One.Respond(3))),
        ("OP8 RESPONSE", Errno.ENODEV, "the unit answers no devices", () =>
            Of(new FaultBench(FaultProfiles.Fixed, null, new() { CanRespond = false }).Opened().Respond(3))),
        ("OP8 RESPONSE RING", Errno.None, "nothing new", () => Ringing().SetHead(0)),
        ("OP8 RESPONSE RING", Errno.EINVAL, "an index that names no slot", () => Ringing().SetHead(512)),
        ("OP8 RESPONSE RING", Errno.ENOMEM, "no memory for its pages", () =>
        {
            FaultBench bench = new(FaultProfiles.Fixed, options => options with { MemoryMayFail = true });
            bench.Choices.Enqueue(1);
            return bench.OpenRing();
        }),
    ];

    private static (string, Errno, string, Func<Errno>)[] Events =>
    [
        ("OP10 ALLOC", Errno.None, "a type and a depth", () => Fresh.AllocEvents(1, 2)),
        ("OP10 ALLOC", Errno.EOPNOTSUPP, "type 0", () => Fresh.AllocEvents(0, 2)),
        ("OP10 ALLOC", Errno.EINVAL, "no depth", () => Fresh.AllocEvents(1, 0)),
        ("OP10 ALLOC", Errno.ENOENT, "no such virtual IOMMU", () => Fresh.AllocEvents(1, 2, viommu: 9)),
        ("OP10 ALLOC", Errno.EEXIST, "a second of the type", () => Allocated().AllocEvents(1, 2)),
        ("OP10 ALLOC", Errno.ENOMEM, "no memory for one more queue", () =>
        {
            var bench = Fresh;
            for (var type = 1U; type <= 16; type++) { Assert.Equal(Errno.None, bench.AllocEvents(type, 1)); }
            return bench.AllocEvents(17, 1);
        }),
        ("OP10 REPORT", Errno.None, "an event", () => Allocated().ReportEvent(1)),
        ("OP10 REPORT", Errno.EINVAL, "no data", () => Allocated().ReportEvent(1, size: 0)),
        ("OP10 REPORT", Errno.EOPNOTSUPP, "no queue of that type", () => Allocated().ReportEvent(2)),
        ("OP10 REPORT", Errno.ENOMEM, "no memory for the event", () =>
        {
            var bench = Fresh;
            bench.AllocEvents(1, 1000);
            for (var at = 0; at < FaultBench.EventsMost; at++) { Assert.Equal(Errno.None, bench.ReportEvent(1)); }
            return bench.ReportEvent(1);
        }),
        ("OP10 READ", Errno.None, "nothing there", () => Of(Allocated().ReadEvents(64))),
        ("OP10 READ", Errno.EBADF, "there is no queue", () => Of(Fresh.ReadEvents(64))),
        ("OP10 READ", Errno.ESPIPE, "an offset", () => Of(Allocated().ReadEvents(64, offset: 1))),
        ("OP10 READ", Errno.EFAULT, "a bad buffer", () =>
        {
            var bench = Allocated();
            Assert.Equal(Errno.None, bench.ReportEvent(1));
            return Of(bench.ReadEvents(64, good: 0));
        }),
        ("OP10 ATTACH", Errno.None, "a device without a handler", () => Attach(Fresh)),
        ("OP10 ATTACH", Errno.EBUSY, "it is there", () => Attach(Attached())),
        ("OP10 ATTACH", Errno.EINVAL, "the IOMMU has no record of the device", () => Attach(Fresh, device: 1)),
        ("OP10 ATTACH", Errno.ENOMEM, "it is on 64 devices", () => Attach(OnMany(64), device: 64)),
        ("OP10 DETACH", Errno.None, "it is there", () =>
            Attached().AskFaults(default(PageFaultQueueMessage.Detach)).Error),
        ("OP10 DETACH", Errno.ENOENT, "it is not there", () =>
            Fresh.AskFaults(default(PageFaultQueueMessage.Detach)).Error),
        ("OP10 READ GROUPS", Errno.None, "nothing there", () => Of(Fresh.ReadGroups(40))),
        ("OP10 READ GROUPS", Errno.ESPIPE, "no multiple of a record", () => Of(Fresh.ReadGroups(39))),
        ("OP10 READ GROUPS", Errno.EFAULT, "a bad buffer", () => Of(Attached().ReadGroups(40, good: 0))),
        ("OP10 READ GROUPS", Errno.ENOMEM, "too many wait for their answers", () =>
        {
            const int Most = 4096;
            FaultBench bench = new(FaultProfiles.Fixed, null, new() { PendingMost = Most + 1 });
            Assert.Equal(Errno.None, Attach(bench));
            for (var group = 0; group < Most; group++) { Assert.Equal(0, bench.Fault(Request(group))); }
            Assert.Equal(40 * Most, bench.ReadGroups(40 * Most));
            Assert.Equal(0, bench.Fault(Request(Most)));
            return Of(bench.ReadGroups(40));
        }),
        ("OP10 ANSWER", Errno.None, "a cookie that was handed out", () =>
        {
            var bench = Attached();
            Assert.Equal(40, bench.ReadGroups(40));
            return bench.AnswerGroup(1);
        }),
        ("OP10 ANSWER", Errno.EINVAL, "no such cookie", () => Fresh.AnswerGroup(1)),
    ];

    private static FaultRecord Request(int group) => FaultRecord.PageRequest(new(0x1000), new(group));

    private static Errno Of(int returned) => returned < 0 ? (Errno)(-returned) : Errno.None;

    private static FaultBench Closed(FaultBench bench)
    {
        Assert.Equal(Errno.None, bench.Close().Error);
        return bench;
    }

    private static FaultBench Failing(int option)
    {
        FaultBench bench = new(FaultProfiles.Fixed, options => options with { MemoryMayFail = true });
        bench.Choices.Enqueue(option);
        return bench;
    }

    private static FaultBench Chosen()
    {
        var bench = Two;
        Assert.Equal(8, bench.Choose(1, 0));
        return bench;
    }

    /// <summary>As posted a close ignores that page requests wait, and the handler stays.</summary>
    private static FaultBench LeftBehind()
    {
        var bench = Posted;
        bench.Choose(1, 0);
        Assert.Equal(0, bench.Fault(Request(1)));
        Assert.Equal(Errno.None, bench.Close().Error);
        return bench;
    }

    private static FaultBench Ringing()
    {
        var bench = One;
        Assert.Equal(Errno.None, bench.OpenRing());
        return bench;
    }

    private static FaultBench Allocated()
    {
        var bench = Fresh;
        Assert.Equal(Errno.None, bench.AllocEvents(1, 2));
        return bench;
    }

    private static Errno Attach(FaultBench bench, int device = 0) =>
        bench.AskFaults(new PageFaultQueueMessage.Attach(new(device))).Error;

    private static FaultBench OnMany(int devices)
    {
        FaultBench bench = new(FaultProfiles.Fixed, null, new() { Devices = devices + 1 });
        for (var device = 0; device < devices; device++) { Assert.Equal(Errno.None, Attach(bench, device)); }
        return bench;
    }

    private static FaultBench Attached()
    {
        var bench = Fresh;
        Assert.Equal(Errno.None, Attach(bench));
        Assert.Equal(0, bench.Fault(Request(1)));
        return bench;
    }
}
