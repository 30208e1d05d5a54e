using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Tables;
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
    public void Receive(IommufdState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<IommufdState> Hears => field ??= new MessageTable<IommufdState>()
        .On<IommufdMessage.AllocIoas>(Makes<IommufdMessage.AllocIoas>(AllocSteps.OnIoas))
        .On<IommufdMessage.Bind>(Makes<IommufdMessage.Bind>(AllocSteps.OnBind))
        .On<IommufdMessage.AllocHwpt>(Makes<IommufdMessage.AllocHwpt>(AllocSteps.OnHwpt))
        .On<IommufdMessage.AllocViommu>(Makes<IommufdMessage.AllocViommu>(AllocSteps.OnViommu))
        .On<IommufdMessage.AllocHwQueue>(Makes<IommufdMessage.AllocHwQueue>(AllocSteps.OnHwQueue))
        .On<IommufdMessage.AllocFaultQueue>(Makes<IommufdMessage.AllocFaultQueue>(_files.OnFaultQueue))
        .On<IommufdMessage.AllocVeventq>(Makes<IommufdMessage.AllocVeventq>(_files.OnVeventq))
        .On<IommufdMessage.AllocVdevice>(_vdevices.OnAlloc)
        .On<IommufdMessage.Invalidate>(VdeviceSteps.OnInvalidate)
        .On<IommufdMessage.Destroy>(_destroying.OnDestroy)
        .On<IommufdMessage.Unbind>(_destroying.OnUnbind)
        .On<IommufdMessage.CloseFile>(FileSteps.OnClose)
        .On<IommufdMessage.ReleaseFile>(FileSteps.OnReleaseFile)
        .On<IommufdMessage.Mmap>(_mapping.OnMmap)
        .On<IommufdMessage.Munmap>(MmapSteps.OnMunmap)
        .On<IommufdMessage.Map>(AreaSteps.OnMap)
        .On<IommufdMessage.Unmap>(AreaSteps.OnUnmap)
        .On<IommufdMessage.ChangeProcess>(_areas.OnChangeProcess)
        .On<LockMessage.Granted>(OnGranted)
        .On<IommufdMessage.GoOn>(OnGoOn);

    /// <summary>What makes an object needs room in the table.</summary>
    private static MessageTable<IommufdState>.Replier<T> Makes<T>(MessageTable<IommufdState>.Replier<T> make)
        where T : unmanaged, IMessage => (IommufdState state, in T alloc, ActorId user, Outbox outbox) =>
    {
        if (state.Objects.IsFull) { new PendingCall(user, outbox.Serving).Return(outbox, Errno.ENOMEM); }
        else { make(state, in alloc, user, outbox); }
    };

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
