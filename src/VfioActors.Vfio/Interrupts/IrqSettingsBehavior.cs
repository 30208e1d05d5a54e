using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.Calls;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Interrupts;

/// <summary>
/// The interrupt configuration of a device that user space drives. The lock of the kernel is the actor: to look and to
/// use what was seen is one step.
/// </summary>
/// <param name="options">What the device is like.</param>
/// <param name="defects">Which defects are on.</param>
public sealed class IrqSettingsBehavior(IrqSettingsOptions options, DefectSet defects) : IBehavior<IrqSettingsState>
{
    private readonly bool _looksUnlocked = defects.Has(LivingDefects.MsiIsLookedAtUnlocked);
    private readonly bool _masksUnlocked = defects.Has(LivingDefects.IntxIsMaskedUnlocked);

    /// <inheritdoc/>
    public IrqSettingsState Create(Journal journal)
    {
        IrqSettingsState state = new(journal);
        if (options.Begins != IrqKind.None)
        {
            state.SwitchOn(options.Begins);
            state.Triggers.Value = 1;
        }

        return state;
    }

    /// <inheritdoc/>
    public void Receive(IrqSettingsState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<IrqSettingsState> Hears => field ??= new MessageTable<IrqSettingsState>()
        .On<IrqSettingsMessage.SetMsi>(OnSetMsi)
        .On<IrqSettingsMessage.SetIntx>(OnSetIntx)
        .On<IrqSettingsMessage.WriteCommand>(OnWriteCommand)
        .On<IrqSettingsMessage.Release>(OnRelease)
        .On<IrqSettingsMessage.GoOn>((state, in more, outbox) => OnGoOn(state, more.Generation, outbox));

    private void OnSetMsi(
        IrqSettingsState state, in IrqSettingsMessage.SetMsi set, ActorId user, Outbox outbox)
    {
        PendingCall call = new(user, outbox.Serving);
        if (set.Start < 0 || set.Count < 0 || set.Start + set.Count > options.Vectors)
        {
            call.Return(outbox, Errno.EINVAL);
            return;
        }

        UnlockedUse use = new(call, set.Start, set.Count, set.Action, set.Eventfd);
        outbox.Note($"sees {state.Kind.Value} on");
        if (_looksUnlocked && state.Kind.Value == IrqKind.Msi && set.Action != IrqAction.Disable)
        {
            WithoutLock(state, in use, outbox);
            return;
        }

        call.Return(outbox, set.Action == IrqAction.Disable ? Disable(state, IrqKind.Msi, outbox)
            : state.Kind.Value == IrqKind.Intx ? Errno.EINVAL
            : set.Action == IrqAction.Trigger ? Signal(state)
            : SetVectors(state, in use, outbox));
    }

    private static void WithoutLock(IrqSettingsState state, in UnlockedUse use, Outbox outbox)
    {
        state.Unlocked[use.Call.Operation] = use;
        outbox.Send(outbox.Self, new IrqSettingsMessage.GoOn(state.Generation.Value));
    }

    /// <summary>What was seen is used; it may have been freed meanwhile.</summary>
    private void OnGoOn(IrqSettingsState state, int generation, Outbox outbox)
    {
        var use = state.Unlocked[outbox.Serving];
        state.Unlocked.Remove(outbox.Serving);
        var isThere = state.Kind.Value != IrqKind.None && state.Generation.Value == generation;
        if (!isThere)
        {
            outbox.Note($"uses what was freed");
            state.Uses.Value++;
            use.Call.Return(outbox, Errno.EFAULT);
        }
        else if (use.Count == 0) { Mask(state, use.Eventfd, use.Call, outbox); }
        else
        {
            var error = use.Action == IrqAction.Trigger ? Signal(state) : SetVectors(state, in use, outbox);
            use.Call.Return(outbox, error);
        }
    }

    private Errno SetVectors(IrqSettingsState state, in UnlockedUse use, Outbox outbox)
    {
        if (use.Count == 0) { return Errno.EINVAL; }
        var wasOff = state.Kind.Value == IrqKind.None;
        if (wasOff && !options.HasMemory) { return Errno.ENOMEM; }
        if (wasOff) { state.SwitchOn(IrqKind.Msi); }
        var vectors = (uint)(((1UL << use.Count) - 1) << use.Start);
        state.Triggers.Value &= ~vectors;
        if (use.Eventfd < -1)
        {
            if (wasOff) { Disable(state, IrqKind.Msi, outbox); }
            return Errno.EBADF;
        }

        if (use.Eventfd >= 0) { state.Triggers.Value |= vectors; }
        return Errno.None;
    }

    private static Errno Signal(IrqSettingsState state) =>
        state.Kind.Value == IrqKind.Msi ? Errno.None : Errno.EINVAL;

    private static Errno Disable(IrqSettingsState state, IrqKind kind, Outbox outbox)
    {
        if (state.Kind.Value != kind) { return Errno.None; }
        outbox.Note($"switches {kind} off and frees");
        state.SwitchOff();
        return Errno.None;
    }

    private static void OnSetIntx(
        IrqSettingsState state, in IrqSettingsMessage.SetIntx set, ActorId user, Outbox outbox)
    {
        PendingCall call = new(user, outbox.Serving);
        var isOff = set.Action == IrqAction.Disable && set.Count == 0;
        if (isOff && state.Kind.Value == IrqKind.Intx) { Disable(state, IrqKind.Intx, outbox); }
        else if (state.Kind.Value == IrqKind.Msi || set.Count != 1 || set.Action == IrqAction.Disable)
        {
            call.Return(outbox, Errno.EINVAL);
            return;
        }
        else if (set.Eventfd < -1)
        {
            Disable(state, IrqKind.Intx, outbox);
            call.Return(outbox, Errno.EBADF);
            return;
        }
        else
        {
            if (state.Kind.Value == IrqKind.None) { state.SwitchOn(IrqKind.Intx); }
            state.Triggers.Value = set.Eventfd >= 0 ? 1u : 0;
        }

        call.Return(outbox, Errno.None);
    }

    private void OnWriteCommand(
        IrqSettingsState state, in IrqSettingsMessage.WriteCommand write, ActorId user, Outbox outbox)
    {
        var disables = write.DisablesIntx;
        PendingCall call = new(user, outbox.Serving);
        if (state.Kind.Value != IrqKind.Intx)
        {
            call.Return(outbox, Errno.None);
            return;
        }

        outbox.Note($"sees {state.Kind.Value} on");
        if (_masksUnlocked) { WithoutLock(state, new(call, 0, 0, IrqAction.Trigger, disables), outbox); }
        else { Mask(state, disables, call, outbox); }
    }

    private static void Mask(IrqSettingsState state, int disables, PendingCall call, Outbox outbox)
    {
        state.IsMasked.Value = disables;
        call.Return(outbox, Errno.None);
    }

    private static void OnRelease(IrqSettingsState state, ActorId user, Outbox outbox)
    {
        PendingCall call = new(user, outbox.Serving);
        Disable(state, state.Kind.Value, outbox);
        call.Return(outbox, Errno.None);
    }
}
