using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>
/// What is looked at before a call is begun: kind, owner, group and structure, in the kernel's order.
/// </summary>
internal sealed class SpaprGate(SpaprContainerOptions options)
{
    private readonly bool _chargesCaller = options.Defects.Has(SpaprDefects.CallerIsChargedNotTheOwner);

    private readonly bool _answersEnomem = options.Defects.Has(SpaprDefects.EveryRefusedChargeIsEnomem);

    /// <summary>
    /// Whether a container of the first kind registers too: as posted, and with what needs that to show.
    /// </summary>
    private readonly bool _hasOneKind = options.Rules.HasOneKind || OneKind.Any(options.Defects.Has);

    private static IReadOnlyList<Behaviors.Defects.Defect> OneKind { get; } =
    [
        SpaprDefects.UnmapInOtherModeKeepsThePage, SpaprDefects.UnmapInOtherModeReleasesThePage,
        SpaprDefects.LastUnregisterDisables, SpaprDefects.DisableForgetsNothing,
        SpaprDefects.WindowAndMemoryAreBothCharged,
    ];

    /// <summary>Whether entries of this container lead into regions now.</summary>
    internal bool UsesRegions(SpaprContainerState state) =>
        _hasOneKind ? state.Regions.Count > 0 : state.Kind.Value == SpaprKind.Second;

    /// <summary>Why a call cannot be begun; it may make the caller the owner of the container.</summary>
    internal Errno Refusal(SpaprContainerState state, in SpaprCall call)
    {
        if (state.Kind.Value == SpaprKind.None) { return Errno.EINVAL; }

        if (IsOfStranger(state, call.Caller)) { return Errno.EPERM; }

        return call.Kind switch
        {
            SpaprCallKind.Map or SpaprCallKind.Unmap => state.Enabled.Value == 0 ? Errno.EPERM : Structure(in call),
            SpaprCallKind.Register => Registering(state, in call),
            SpaprCallKind.Unregister => Unregistering(state, in call),
            SpaprCallKind.Enable or SpaprCallKind.Disable => Knows(state, SpaprKind.First) ? Errno.None : Errno.ENOTTY,
            SpaprCallKind.CreateWindow or SpaprCallKind.RemoveWindow => OfWindow(state, in call),
            SpaprCallKind.Describe => state.Groups.Count == 0 ? Errno.ENXIO : Structure(in call),
            SpaprCallKind.Raw => OfNumber(state, in call),
            _ => Errno.None,
        };
    }

    /// <summary>The first process that has to do with memory or windows owns the container.</summary>
    internal static void Bind(SpaprContainerState state, ProcessId caller)
    {
        var binds = state.Owner.Value == 0;
        if (binds) { state.Owner.Value = caller.Value + 1; }
    }

    private bool IsOfStranger(SpaprContainerState state, ProcessId caller) =>
        options.Rules.HasOwner && !_chargesCaller && state.OwnerOr(caller) != caller;

    private bool Knows(SpaprContainerState state, SpaprKind kind) => _hasOneKind || state.Kind.Value == kind;

    private Errno Registering(SpaprContainerState state, in SpaprCall call)
    {
        if (!Knows(state, SpaprKind.Second)) { return Errno.ENOTTY; }

        if (call.Modes.HasFlag(SpaprModes.NoMemory)) { return _answersEnomem ? Errno.ENOMEM : Errno.ESRCH; }

        Bind(state, call.Caller);
        return Structure(in call);
    }

    private Errno Unregistering(SpaprContainerState state, in SpaprCall call) =>
        !Knows(state, SpaprKind.Second) ? Errno.ENOTTY
        : options.Rules.RefusesUnowned && state.Owner.Value == 0 ? Errno.EPERM
        : Structure(in call);

    private Errno OfWindow(SpaprContainerState state, in SpaprCall call)
    {
        if (!Knows(state, SpaprKind.Second)) { return Errno.ENOTTY; }

        Bind(state, call.Caller);
        return state.Groups.Count == 0 ? Errno.ENXIO : Structure(in call);
    }

    /// <summary>A call by its number, whose argument points nowhere: what comes before the argument is read.</summary>
    private Errno OfNumber(SpaprContainerState state, in SpaprCall call)
    {
        var kind = call.Number switch
        {
            12 => SpaprCallKind.Describe,
            13 => SpaprCallKind.Map,
            14 => SpaprCallKind.Unmap,
            17 => SpaprCallKind.Register,
            18 => SpaprCallKind.Unregister,
            19 => SpaprCallKind.CreateWindow,
            20 => SpaprCallKind.RemoveWindow,
            _ => SpaprCallKind.None,
        };
        if (kind != SpaprCallKind.None) { return Refusal(state, call with { Kind = kind }); }

        return call.Number == 21 && state.Groups.Count > 0 ? Errno.EFAULT : Errno.ENOTTY;
    }

    private static Errno Structure(in SpaprCall call) =>
        call.Modes.HasFlag(SpaprModes.Unreadable) ? Errno.EFAULT
        : (call.Modes & (SpaprModes.TooShort | SpaprModes.OddFlags)) != 0 ? Errno.EINVAL
        : Errno.None;
}
