using VfioActors.Behaviors;
using VfioActors.Conformance.Operations;
using VfioActors.Conformance.Outcomes;
using VfioActors.Conformance.Recordings;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;
using VfioActors.Vfio.VendorDrivers;

namespace VfioActors.Conformance.Actors;

/// <summary>Makes the calls of drivers.</summary>
internal sealed class DriverCalls(ModelRun run, Processes processes, FrameLabels names, RecordingHeader header)
{
    private const ulong Page = 4096;

    private bool _warnedOfClosed;

    public long? Do(DriverOperation operation, OutcomeBuilder outcome)
    {
        var driver = run.Model.DriverOf(operation.Device);
        return operation switch
        {
            DriverOperation.Pin pin => Pin(
                pin, new(First(pin.Iova), Count(pin.Pages)), (MapModes)pin.Protection, outcome),
            DriverOperation.Unpin unpin => Unpin(unpin, new(First(unpin.Iova), Count(unpin.Pages))),
            DriverOperation.PinList pin => Pin(pin, LastOf(driver, pin.Iovas), (MapModes)pin.Protection, outcome),
            DriverOperation.UnpinList unpin => Unpin(unpin, LastOf(driver, unpin.Iovas)),
            DriverOperation.SetPolicy => 0,
            DriverOperation.Access access => Access(access, outcome),
            _ => throw new ArgumentOutOfRangeException(nameof(operation)),
        };
    }

    /// <summary>A kernel that takes page numbers has no offset in them.</summary>
    private Iova First(ulong iova) =>
        new(header.Kernel == KernelVersion.Linux5x10 ? iova & ~(Page - 1) : iova);

    /// <summary>The kernel compares a count below zero as a huge one.</summary>
    private static PageCount Count(int pages) => new(pages < 0 ? uint.MaxValue : (ulong)pages);

    /// <summary>Sends all but the last entry ahead.</summary>
    private VendorDriverMessage.PinListEntry LastOf(ActorId driver, IReadOnlyList<ulong> iovas)
    {
        if (iovas.Count == 0) { return default; }

        // More entries than the kernel takes are refused for their number alone.
        var last = Math.Min(iovas.Count - 1, (int)ContainerMessage.PagesMost.Value);
        foreach (var iova in iovas.Take(last))
        {
            run.Ahead(driver, new VendorDriverMessage.PinListEntry(First(iova), new(1)));
        }

        return new(First(iovas[last]), new(1));
    }

    private long Pin(
        DriverOperation operation, VendorDriverMessage.PinListEntry last, MapModes rights, OutcomeBuilder outcome)
    {
        var heard = run.Call(
            run.Model.DriverOf(operation.Device),
            new VendorDriverMessage.Pin(last.Iova, last.Pages, rights, processes.Of(operation).Id));
        var done = heard.Last<VendorDriverMessage.Done>();
        WarnOnce(operation, done.Warned);
        if (done.Error != Errno.None) { return -(long)done.Error; }
        List<Pfn> pages = [];
        foreach (var run in heard.All<VendorDriverMessage.Page>())
        {
            for (var page = 0UL; page < run.Pages.Value; page++)
            {
                // Neighbours in a run are neighbours in memory, but for the page of zeroes, which is always itself.
                pages.Add(run.First == Pfn.Zero ? Pfn.Zero : new(run.First.Value + (long)page));
            }
        }

        outcome.List(Facts.Pages, names.Of([.. pages.Take(OutcomeBuilder.PagesListedMax)]));
        return (long)done.Count.Value;
    }

    /// <summary>The newer kernel returns nothing.</summary>
    private long? Unpin(DriverOperation operation, VendorDriverMessage.PinListEntry last)
    {
        var driver = run.Model.DriverOf(operation.Device);
        var done = run.Call(driver, new VendorDriverMessage.Unpin(last.Iova, last.Pages))
            .Last<VendorDriverMessage.Done>();
        run.Warn(done.Warned);
        WarnOnce(operation, done.Warned);
        if (header.Kernel != KernelVersion.Linux5x10) { return null; }
        return done.Error == Errno.None ? (long)done.Count.Value : -(long)done.Error;
    }

    private long Access(DriverOperation.Access access, OutcomeBuilder outcome)
    {
        var modes = (access.Write ? AccessModes.Write : AccessModes.Read)
            | (access.FromKernelThread ? AccessModes.KernelThread : AccessModes.Read);
        var heard = run.Call(
            run.Model.DriverOf(access.Device),
            new VendorDriverMessage.Access(
                new(access.Iova), new(access.Length), processes.Of(access).Id, modes, access.Value, 0));
        var done = heard.Last<VendorDriverMessage.Moved>();
        WarnOnce(access, done.Warned);
        if (!access.Write)
        {
            ByteText text = new();
            foreach (var read in heard.All<VendorDriverMessage.Bytes>())
            {
                text.Add(read.At.Value, read.Count.Value, (int)read.Value);
            }

            outcome.Set(Facts.Bytes, text.Of(access.Length));
        }

        return -(long)done.Error;
    }

    /// <summary>That a device is not open is warned of once, whichever call found out.</summary>
    private void WarnOnce(DriverOperation operation, int warned)
    {
        var driver = run.StateOf<VendorDriverState>(run.Model.DriverOf(operation.Device));
        if (warned == 0 || driver.IsOpen.Value != 0 || _warnedOfClosed) { return; }
        _warnedOfClosed = true;
        run.Warn(1);
    }
}
