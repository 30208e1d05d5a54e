using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.VendorDrivers;

/// <summary>
/// How a driver does its device's work: the guest's writes to the device's registers are trapped, and what the device
/// would read and write is read and written by the CPU. A handle of the group keeps the container meanwhile.
/// </summary>
internal sealed class JobSteps(VendorDriverOptions options)
{
    private readonly bool _takesBuffer = Has(options, DmaRwDefects.TargetIsTakenForGuestPhysical);
    private readonly bool _hasNoHandle = Has(options, DmaRwDefects.EachAccessLooksItsGroupUp);
    private readonly bool _keepsUsing = Has(options, DmaRwDefects.HandleOutlivesItsGroup);

    internal void OnProgram(
        VendorDriverState state, in VendorDriverMessage.Program program, ActorId guest, Outbox outbox)
    {
        // The buffer's place in the guest's memory is the address that its device uses only without a vIOMMU.
        var target = _takesBuffer ? new Iova(program.Buffer.Value) : program.Target;
        state.Target.Value = new(target, program.Buffer);
        outbox.Note($"will work at {target}");
        outbox.Send(guest, default(VendorDriverMessage.Done));
    }

    internal void OnRun(VendorDriverState state, in VendorDriverMessage.Run run, ActorId client, Outbox outbox)
    {
        if (state.Job.Value.Stage != DeviceJobStage.None || state.Accesses.IsFull)
        {
            outbox.Send(client, new VendorDriverMessage.Moved(default, Errno.EBUSY, 0));
            return;
        }

        var target = state.Target.Value.Iova;
        state.Job.Value = new(client, outbox.Serving, target, run.Length, default, run.Accesses, run.Modes, run.Value,
            DeviceJobStage.TakingHandle);
        if (_hasNoHandle) { Next(state, state.Container.Value, outbox); }
        else if (_keepsUsing && state.Handle.Value.IsSomebody) { Next(state, state.Handle.Value, outbox); }
        else { outbox.Send(options.Group, default(GroupMessage.GetHandle)); }
    }

    internal void OnHandle(VendorDriverState state, in GroupMessage.Handle handle, Outbox outbox)
    {
        if (handle.Error != Errno.None) { Finish(state, handle.Error, outbox); }
        else
        {
            state.Handle.Value = handle.Container;
            Next(state, handle.Container, outbox);
        }
    }

    /// <summary>An access of the work was answered.</summary>
    internal void OnMoved(VendorDriverState state, in ContainerMessage.Moved moved, Outbox outbox)
    {
        // The device's address is a register of 64 bits: behind its highest value comes 0.
        var job = state.Job.Value;
        state.Job.Value = job = job with { Moved = job.Moved.Plus(moved.Done), Iova = job.Iova.Plus(job.Length) };
        var container = _hasNoHandle ? state.Container.Value : state.Handle.Value;
        if (moved.Error == Errno.None && job.Left > 0) { Next(state, container, outbox); }
        else { GiveBack(state, moved.Error, outbox); }
    }

    /// <summary>The group has taken the handle back.</summary>
    internal static void OnPut(VendorDriverState state, Outbox outbox)
    {
        if (state.Job.Value.Stage == DeviceJobStage.PuttingHandle) { Finish(state, state.Refusal.Value, outbox); }
    }

    private static bool Has(VendorDriverOptions options, Behaviors.Defects.Defect flaw) =>
        options.Kernel.Has(flaw);

    private void Next(VendorDriverState state, ActorId container, Outbox outbox)
    {
        if (!container.IsSomebody)
        {
            GiveBack(state, Errno.EINVAL, outbox);
            return;
        }

        var job = state.Job.Value;
        state.Job.Value = job with { Left = job.Left - 1, Stage = DeviceJobStage.Accessing };
        var id = AccessSteps.Enter(state, new(job.Client, job.Operation, DriverCallKind.Job));
        outbox.Send(container, new ContainerMessage.Access(
            job.Iova, job.Length, default, job.Modes | AccessModes.KernelThread, job.Value, id));
    }

    private void GiveBack(VendorDriverState state, Errno error, Outbox outbox)
    {
        if (_hasNoHandle || !state.Handle.Value.IsSomebody)
        {
            Finish(state, error, outbox);
            return;
        }

        state.Refusal.Value = error;
        state.Job.Value = state.Job.Value with { Stage = DeviceJobStage.PuttingHandle };
        if (!_keepsUsing) { state.Handle.Value = default; }
        outbox.Send(options.Group, default(GroupMessage.PutHandle));
    }

    private static void Finish(VendorDriverState state, Errno error, Outbox outbox)
    {
        var job = state.Job.Value;
        state.Job.Value = default;
        state.Refusal.Value = Errno.None;
        outbox.Send(job.Client, new VendorDriverMessage.Moved(job.Moved, error, 0));
    }
}
