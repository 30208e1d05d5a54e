using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.IommuUnits;

/// <summary>
/// One IOMMU unit with its devices. The kernel's iommu->lock and what device_domain_lock protects of the devices are
/// this actor's mailbox: what the kernel does under them is one step here.
/// </summary>
public sealed class IommuUnitBehavior : IBehavior<IommuUnitState>, IRefuses
{
    private readonly IommuUnitOptions _options;
    private readonly PasidTableSteps _tables;
    private readonly CacheSteps _caches;
    private readonly bool _disablesAttached;
    private readonly bool _removesAttached;
    private readonly bool _enabledMeansAttached;

    /// <param name="options">What the unit is like.</param>
    /// <param name="defects">Which defects are on.</param>
    public IommuUnitBehavior(IommuUnitOptions options, DefectSet defects)
    {
        _options = options;
        _caches = new(options, defects);
        _tables = new(options, defects);
        _disablesAttached = defects.Has(AuxDomainDefects.DisableIgnoresAttachedDomains);
        _removesAttached = defects.Has(AuxDomainDefects.RemovalIgnoresAttachedDomains);
        _enabledMeansAttached = defects.Has(AuxDomainDefects.EnabledMeansAttached);
    }

    /// <inheritdoc/>
    public IReadOnlyList<RefusableRequest> Refusables { get; } =
    [
        RefusableRequest.Of(
            new(0, "memory for a page of the PASID table", "intel_pasid_setup_second_level", "ENODEV"),
            static (in IommuUnitMessage.SetEntry _, ActorId asker, Outbox outbox) => outbox.Send(
                asker, new IommuUnitMessage.EntrySet(Errno.ENODEV))),
        RefusableRequest.Of(
            new(0, "free domain id of the unit", "domain_attach_iommu", "ENOSPC"),
            static (in IommuUnitMessage.AttachPrimary _, ActorId asker, Outbox outbox) => outbox.Send(
                asker, new IommuUnitMessage.PrimaryAttached(Errno.ENOSPC, 0))),
    ];

    /// <inheritdoc/>
    public IommuUnitState Create(Journal journal) => new(journal);

    /// <inheritdoc/>
    public void Receive(IommuUnitState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<IommuUnitState> Hears => field ??= new MessageTable<IommuUnitState>()
        .On<IommuUnitMessage.Prepare>(OnPrepare)
        .On<IommuUnitMessage.SetEntry>(_tables.OnSetEntry)
        .On<IommuUnitMessage.ClearEntry>(_tables.OnClearEntry)
        .On<IommuUnitMessage.Flush>(_caches.OnFlush)
        .On<IommuUnitMessage.Dma>(_caches.OnDma)
        .On<IommuUnitMessage.Walked>(_caches.OnWalked)
        .On<IommuUnitMessage.AttachPrimary>(OnAttachPrimary)
        .On<IommuUnitMessage.DropPrimaries>((state, from, _) => OnDropPrimaries(state, from))
        .On<IommuUnitMessage.Enable>(OnEnable)
        .On<IommuUnitMessage.Disable>(OnDisable)
        .On<IommuUnitMessage.Remove>(OnRemove)
        .On<IommuUnitMessage.Program>(OnProgram)
        .Says<IommuUnitMessage.Answered>()
        .Says<IommuUnitMessage.Read>()
        .Says<IommuUnitMessage.Prepared>()
        .Says<IommuUnitMessage.EntrySet>()
        .Says<IommuUnitMessage.EntryCleared>()
        .Says<IommuUnitMessage.PrimaryAttached>()
        .Says<IommuUnitMessage.Flushed>();

    private void OnPrepare(IommuUnitState state, in IommuUnitMessage.Prepare prepare, ActorId domain, Outbox outbox)
    {
        var device = _options.DeviceOf(prepare.Device);
        var error = Objection(state, prepare, device);
        if (error == Errno.None) { outbox.Note($"{_options.NameOfDevice(prepare.Device)} takes domains"); }
        else { outbox.Note($"refuses {_options.NameOfDevice(prepare.Device)}: {error.Returned()}"); }
        var pasids = device is null ? 0 : device.PasidsMax;
        outbox.Send(domain, new IommuUnitMessage.Prepared(error, pasids, _options.Levels, _options.Width));
    }

    private Errno Objection(IommuUnitState state, IommuUnitMessage.Prepare prepare, DeviceOptions? device)
    {
        if (device is null || _options.ModeOf(state, prepare.Device) != DeviceMode.Enabled) { return Errno.EPERM; }
        if (!device.UnderUnit) { return Errno.ENODEV; }
        if (prepare.Stage == TranslationStage.Nested && !_options.Nesting) { return Errno.EINVAL; }
        if (prepare.AddressBits > _options.Width) { return Errno.EFAULT; }
        return prepare.Pasid.Value >= device.PasidsMax ? Errno.ENODEV : Errno.None;
    }

    private void OnEnable(IommuUnitState state, in IommuUnitMessage.Enable enable, ActorId driver, Outbox outbox)
    {
        var error = Objection(state, enable);
        if (error == Errno.None)
        {
            outbox.Note($"{_options.NameOfDevice(enable.Device)}.auxEnabled = 1");
            state.Modes[enable.Device] = DeviceMode.Enabled;
        }

        outbox.Send(driver, new IommuUnitMessage.Answered(error));
    }

    private Errno Objection(IommuUnitState state, IommuUnitMessage.Enable enable)
    {
        if (enable.Feature != DeviceFeature.Aux) { return Errno.ENODEV; }
        var mode = _options.ModeOf(state, enable.Device);
        if (mode is DeviceMode.Gone or DeviceMode.Unknown || !_options.ScalableMode) { return Errno.EINVAL; }
        return _options.DeviceOf(enable.Device)!.SwitchesPasidOn ? Errno.None : Errno.ENODEV;
    }

    private void OnDisable(IommuUnitState state, in IommuUnitMessage.Disable disable, ActorId driver, Outbox outbox)
    {
        var error = CountOn(state, disable.Device) > 0 && !_disablesAttached ? Errno.EBUSY : Errno.None;
        if (error == Errno.None && _options.ModeOf(state, disable.Device) == DeviceMode.Enabled)
        {
            outbox.Note($"{_options.NameOfDevice(disable.Device)}.auxEnabled = 0");
            state.Modes[disable.Device] = DeviceMode.Plain;
        }

        outbox.Send(driver, new IommuUnitMessage.Answered(error));
    }

    private void OnRemove(IommuUnitState state, in IommuUnitMessage.Remove remove, ActorId driver, Outbox outbox)
    {
        var error = Objection(state, remove);
        if (error == Errno.None)
        {
            outbox.Note($"frees the record and table of {_options.NameOfDevice(remove.Device)}");
            state.Modes[remove.Device] = DeviceMode.Gone;
            state.Primaries.Remove(remove.Device);
            PasidTableSteps.FreeTable(state, remove.Device);
        }

        outbox.Send(driver, new IommuUnitMessage.Answered(error));
    }

    private Errno Objection(IommuUnitState state, IommuUnitMessage.Remove remove)
    {
        if (_options.ModeOf(state, remove.Device) is DeviceMode.Gone or DeviceMode.Unknown) { return Errno.ENODEV; }
        return CountOn(state, remove.Device) > 0 && !_removesAttached ? Errno.EBUSY : Errno.None;
    }

    private void OnProgram(IommuUnitState state, in IommuUnitMessage.Program program, ActorId driver, Outbox outbox)
    {
        outbox.Note($"{_options.NameOfDevice(program.Device)} tags DMA with {program.Pasid}");
        state.Programmed[program.Device] = program.Pasid;
        outbox.Send(driver, new IommuUnitMessage.Answered(Errno.None));
    }

    private void OnAttachPrimary(
        IommuUnitState state, in IommuUnitMessage.AttachPrimary attach, ActorId domain, Outbox outbox)
    {
        var mode = _options.ModeOf(state, attach.Device);
        var inTheWay = CountOn(state, attach.Device);
        var attached = _enabledMeansAttached ? mode == DeviceMode.Enabled : inTheWay > 0;
        var error = mode is DeviceMode.Gone or DeviceMode.Unknown ? Errno.ENODEV : attached ? Errno.EPERM : Errno.None;
        if (error != Errno.ENODEV && _options.DeviceOf(attach.Device)!.ReservedMemory)
        {
            (error, inTheWay) = (Errno.EPERM, -1);
        }

        if (error == Errno.None)
        {
            outbox.Note($"{_options.NameOfDevice(attach.Device)}.domain = {_options.NameOf(domain)}");
            state.Primaries[attach.Device] = domain;
        }

        outbox.Send(domain, new IommuUnitMessage.PrimaryAttached(error, inTheWay));
    }

    private static void OnDropPrimaries(IommuUnitState state, ActorId domain)
    {
        for (var at = state.Primaries.Count - 1; at >= 0; at--)
        {
            if (state.Primaries.Values[at] == domain) { state.Primaries.Remove(state.Primaries.Keys[at]); }
        }
    }

    /// <summary>How many address spaces are on a device by PASID: who asks "attached?" asks this.</summary>
    private static int CountOn(IommuUnitState state, DeviceId device)
    {
        var count = 0;
        foreach (var link in state.Links.Keys) { count += link.Device == device ? 1 : 0; }
        return count;
    }
}
