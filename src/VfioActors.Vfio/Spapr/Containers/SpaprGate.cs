using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>
/// What is looked at before a call is begun: kind, owner, group and structure, in the kernel's order. Each method says
/// why a call cannot be begun; it may make the caller the owner of the container.
/// </summary>
internal sealed class SpaprGate(SpaprContainerOptions options)
{
    private readonly bool _chargesCaller = options.Kernel.Has(SpaprDefects.CallerIsChargedNotTheOwner);

    private readonly bool _answersEnomem = options.Kernel.Has(SpaprDefects.EveryRefusedChargeIsEnomem);

    /// <summary>
    /// Whether a container of the first kind registers too: as posted, and with what needs that to show.
    /// </summary>
    private readonly bool _hasOneKind = options.Kernel.HasOneKind || OneKind.Any(options.Kernel.Has);

    private static IReadOnlyList<Behaviors.Defects.Defect> OneKind { get; } =
    [
        SpaprDefects.UnmapInOtherModeKeepsThePage, SpaprDefects.UnmapInOtherModeReleasesThePage,
        SpaprDefects.LastUnregisterDisables, SpaprDefects.DisableForgetsNothing,
        SpaprDefects.WindowAndMemoryAreBothCharged,
    ];

    /// <summary>Whether entries of this container lead into regions now.</summary>
    internal bool UsesRegions(SpaprContainerState state) =>
        _hasOneKind ? state.Regions.Count > 0 : state.Kind.Value == SpaprKind.Second;

    /// <summary>The first process that has to do with memory or windows owns the container.</summary>
    internal static void Bind(SpaprContainerState state, ProcessId caller)
    {
        var binds = state.Owner.Value == 0;
        if (binds) { state.Owner.Value = caller.Value + 1; }
    }

    /// <summary>A map or an unmap.</summary>
    internal Errno OfMaps(SpaprContainerState state, SpaprCaller caller)
    {
        var error = OfAny(state, caller);
        return error != Errno.None ? error
            : state.Enabled.Value == 0 ? Errno.EPERM
            : Structure(caller);
    }

    /// <summary>A registration.</summary>
    internal Errno OfRegister(SpaprContainerState state, SpaprCaller caller)
    {
        var error = OfAny(state, caller);
        if (error != Errno.None) { return error; }

        if (!Knows(state, SpaprKind.Second)) { return Errno.ENOTTY; }

        if (caller.HasNoMemory) { return _answersEnomem ? Errno.ENOMEM : Errno.ESRCH; }

        Bind(state, caller.Process);
        return Structure(caller);
    }

    /// <summary>The end of one.</summary>
    internal Errno OfUnregister(SpaprContainerState state, SpaprCaller caller)
    {
        var error = OfAny(state, caller);
        return error != Errno.None ? error
            : !Knows(state, SpaprKind.Second) ? Errno.ENOTTY
            : options.Kernel.RefusesUnowned && state.Owner.Value == 0 ? Errno.EPERM
            : Structure(caller);
    }

    /// <summary>The charge of the window, or its end.</summary>
    internal Errno OfEnable(SpaprContainerState state, SpaprCaller caller)
    {
        var error = OfAny(state, caller);
        return error != Errno.None || Knows(state, SpaprKind.First) ? error : Errno.ENOTTY;
    }

    /// <summary>A window that is made or removed.</summary>
    internal Errno OfWindow(SpaprContainerState state, SpaprCaller caller)
    {
        var error = OfAny(state, caller);
        if (error != Errno.None) { return error; }

        if (!Knows(state, SpaprKind.Second)) { return Errno.ENOTTY; }

        Bind(state, caller.Process);
        return state.Groups.Count == 0 ? Errno.ENXIO : Structure(caller);
    }

    /// <summary>A question for the windows.</summary>
    internal Errno OfDescribe(SpaprContainerState state, SpaprCaller caller)
    {
        var error = OfAny(state, caller);
        return error != Errno.None ? error
            : state.Groups.Count == 0 ? Errno.ENXIO
            : Structure(caller);
    }

    /// <summary>A call by its number, whose argument points nowhere: what comes before the argument is read.</summary>
    internal Errno OfNumber(SpaprContainerState state, int number, ProcessId process)
    {
        SpaprCaller caller = new(SpaprModes.Unreadable, process);
        return number switch
        {
            12 => OfDescribe(state, caller),
            13 or 14 => OfMaps(state, caller),
            17 => OfRegister(state, caller),
            18 => OfUnregister(state, caller),
            19 or 20 => OfWindow(state, caller),
            _ when OfAny(state, caller) is var error && error != Errno.None => error,
            21 when state.Groups.Count > 0 => Errno.EFAULT,
            _ => Errno.ENOTTY,
        };
    }

    private Errno OfAny(SpaprContainerState state, SpaprCaller caller) =>
        state.Kind.Value == SpaprKind.None ? Errno.EINVAL
        : IsOfStranger(state, caller.Process) ? Errno.EPERM
        : Errno.None;

    private bool IsOfStranger(SpaprContainerState state, ProcessId caller) =>
        options.Kernel.HasOwner && !_chargesCaller && state.OwnerOr(caller) != caller;

    private bool Knows(SpaprContainerState state, SpaprKind kind) => _hasOneKind || state.Kind.Value == kind;

    private static Errno Structure(SpaprCaller caller) =>
        caller.Modes.HasFlag(SpaprModes.Unreadable) ? Errno.EFAULT
        : (caller.Modes & (SpaprModes.TooShort | SpaprModes.OddFlags)) != 0 ? Errno.EINVAL
        : Errno.None;
}
