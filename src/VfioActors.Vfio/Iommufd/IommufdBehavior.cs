using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Calls;
using VfioActors.Vfio.Locks;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Iommufd;

/// <summary>
/// An open file of iommufd: a table of objects that keep each other by counts. What is done under the lock of the table
/// is one step; what takes the lock of a group of devices asks for it, and others are heard meanwhile.
/// </summary>
public sealed class IommufdBehavior : IBehavior<IommufdState>
{
    private readonly IommufdOptions _options;
    private readonly FileSteps _files;
    private readonly DestroySteps _destroying;
    private readonly VdeviceSteps _vdevices;
    private readonly MmapSteps _mapping;
    private readonly AreaSteps _areas;

    /// <param name="options">What the file is like.</param>
    /// <param name="defects">Which defects are on.</param>
    public IommufdBehavior(IommufdOptions options, DefectSet defects)
    {
        _options = options;
        _files = new(options, defects);
        _destroying = new(options, defects);
        _vdevices = new(options, defects);
        _mapping = new(defects);
        _areas = new(defects);
    }

    /// <inheritdoc/>
    public IommufdState Create(Journal journal)
    {
        IommufdState state = new(journal, _options.ObjectsMost);
        foreach (var given in _options.Given)
        {
            IommufdObject made = AllocSteps.New(given.Kind) with
            {
                Parent = new(given.Parent),
                Other = new(given.Other),
                Detail = given.Detail,
                Marks = given.Kind == ObjectKind.Device ? ObjectMarks.IsBound : given.Marks,
                Users = given.Kind == ObjectKind.Device || (given.Marks & ObjectMarks.HasFile) != 0 ? 2 : 1,
            };
            state.Count(made.Parent, 1);
            if (made.Kind == ObjectKind.Hwpt) { state.Count(made.Other, 1); }
            state.Reserve(in made);
        }

        return state;
    }

    /// <inheritdoc/>
    public void Receive(IommufdState state, in Envelope envelope, Outbox outbox)
    {
        var call = PendingCall.Of(in envelope);
        if (envelope.Is<LockMessage.Granted>()) { OnGranted(state, outbox); }
        else if (envelope.Is<IommufdMessage.GoOn>()) { OnGoOn(state, outbox); }
        else if (envelope.Is<IommufdMessage.ReleaseFile>(out var release))
        {
            FileSteps.OnReleaseFile(state, release, outbox);
        }
        else if (!TryMake(state, in envelope, call, outbox) && !TryUse(state, in envelope, call, outbox))
        {
            throw Ensure.Unheard(in envelope);
        }
    }

    private bool TryMake(IommufdState state, in Envelope envelope, PendingCall call, Outbox outbox)
    {
        var makes = envelope.Is<IommufdMessage.AllocIoas>() || envelope.Is<IommufdMessage.Bind>()
            || envelope.Is<IommufdMessage.AllocHwpt>() || envelope.Is<IommufdMessage.AllocFaultQueue>()
            || envelope.Is<IommufdMessage.AllocViommu>() || envelope.Is<IommufdMessage.AllocVeventq>()
            || envelope.Is<IommufdMessage.AllocHwQueue>();
        if (!makes) { return false; }
        if (state.Objects.IsFull) { call.Return(outbox, Errno.ENOMEM); }
        else { Make(state, in envelope, call, outbox); }
        return true;
    }

    private void Make(IommufdState state, in Envelope envelope, PendingCall call, Outbox outbox)
    {
        if (envelope.Is<IommufdMessage.AllocIoas>())
        {
            AllocSteps.Make(state, AllocSteps.New(ObjectKind.Ioas), call, outbox);
        }
        else if (envelope.Is<IommufdMessage.Bind>())
        {
            AllocSteps.Make(
                state, AllocSteps.New(ObjectKind.Device) with { Users = 2, Marks = ObjectMarks.IsBound }, call, outbox);
        }
        else if (envelope.Is<IommufdMessage.AllocHwpt>(out var hwpt)) { AllocSteps.OnHwpt(state, hwpt, call, outbox); }
        else if (envelope.Is<IommufdMessage.AllocViommu>(out var viommu))
        {
            AllocSteps.OnViommu(state, viommu, call, outbox);
        }
        else if (envelope.Is<IommufdMessage.AllocVeventq>(out var veventq))
        {
            _files.OnVeventq(state, veventq, call, outbox);
        }
        else if (envelope.Is<IommufdMessage.AllocHwQueue>(out var queue))
        {
            AllocSteps.OnHwQueue(state, queue, call, outbox);
        }
        else { _files.OnFaultQueue(state, call, outbox); }
    }

    private bool TryUse(IommufdState state, in Envelope envelope, PendingCall call, Outbox outbox)
    {
        if (envelope.Is<IommufdMessage.AllocVdevice>(out var alloc)) { _vdevices.OnAlloc(state, alloc, call, outbox); }
        else if (envelope.Is<IommufdMessage.Destroy>(out var destroy))
        {
            _destroying.OnDestroy(state, destroy.Id, call, outbox);
        }
        else if (envelope.Is<IommufdMessage.Unbind>(out var unbind))
        {
            _destroying.OnUnbind(state, unbind.Device, call, outbox);
        }
        else if (envelope.Is<IommufdMessage.Invalidate>(out var invalidate))
        {
            VdeviceSteps.OnInvalidate(state, invalidate, call, outbox);
        }
        else if (envelope.Is<IommufdMessage.CloseFile>(out var close))
        {
            FileSteps.OnClose(state, close.Queue, call, outbox);
        }
        else { return TryMap(state, in envelope, call, outbox); }

        return true;
    }

    private bool TryMap(IommufdState state, in Envelope envelope, PendingCall call, Outbox outbox)
    {
        if (envelope.Is<IommufdMessage.Mmap>(out var mmap)) { _mapping.OnMmap(state, mmap, call, outbox); }
        else if (envelope.Is<IommufdMessage.Munmap>(out var munmap))
        {
            MmapSteps.OnMunmap(state, munmap.Queue, call, outbox);
        }
        else if (envelope.Is<IommufdMessage.Map>(out var map)) { AreaSteps.OnMap(state, map, call, outbox); }
        else if (envelope.Is<IommufdMessage.Unmap>(out var unmap)) { AreaSteps.OnUnmap(state, unmap, call, outbox); }
        else if (envelope.Is<IommufdMessage.ChangeProcess>()) { _areas.OnChangeProcess(state, call, outbox); }
        else { return false; }

        return true;
    }

    private void OnGranted(IommufdState state, Outbox outbox)
    {
        var call = state.Calls[outbox.Serving];
        if (call.Kind == IommufdCallKind.MakeVdevice) { _vdevices.OnGranted(state, in call, outbox); }
        else if (call.Kind == IommufdCallKind.DestroyVdevice) { _vdevices.OnDestroyGranted(state, in call, outbox); }
        else { _destroying.OnUnbindGranted(state, in call, outbox); }
    }

    private void OnGoOn(IommufdState state, Outbox outbox)
    {
        var call = state.Calls[outbox.Serving];
        if (call.Kind == IommufdCallKind.MakeVdevice)
        {
            _vdevices.OnGoOn(state, in call, outbox);
            return;
        }

        state.Calls.Remove(call.Call.Operation);
        if (call.Kind == IommufdCallKind.Destroy) { _destroying.OnGoOn(state, in call, outbox); }
        else if (call.Kind == IommufdCallKind.Mmap) { _mapping.OnGoOn(state, in call, outbox); }
        else { AreaSteps.OnGoOn(state, in call, outbox); }
    }
}
