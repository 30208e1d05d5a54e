using VfioActors.Behaviors;
using VfioActors.Conformance.Actors;
using VfioActors.Conformance.Operations;
using VfioActors.Conformance.Outcomes;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Conformance.Spapr;

/// <summary>Makes the calls on a sPAPR container, with what is wrong with their structures.</summary>
internal sealed class SpaprCalls(ModelRun run)
{
    private const uint MapSize = 32;
    private const uint UnmapSize = 24;
    private const uint RegisterSize = 24;
    private const uint CreateSize = 40;
    private const uint RemoveSize = 16;
    private const uint DescribeSize = 16;
    private const uint DescribeAllSize = 32;

    public long? Do(ActorId container, ContainerOperation operation, ProcessTable caller, OutcomeBuilder outcome) =>
        operation switch
        {
            ContainerOperation.SetIommu set => -(long)run.Call(
                container, new ContainerMessage.SetKind((ContainerKind)set.Type, caller.Id))
                .Last<ContainerMessage.Done>().Error,
            ContainerOperation.AskVersion => 0,
            ContainerOperation.AskExtension ask => (long)run
                .Call(container, new ContainerMessage.HasExtension(ask.Extension)).Last<ContainerMessage.Done>().Value,
            ContainerOperation.CallRaw raw => Ask(container, new SpaprContainerMessage.RawCall(raw.Number, caller.Id)),
            ContainerOperation.Map map => Map(container, map, caller),
            ContainerOperation.Unmap unmap => Unmap(container, unmap, caller, outcome),
            ContainerOperation.Dirty => Dirty(container, caller),
            ContainerOperation.GetDirty => Dirty(container, caller),
            _ => throw new ArgumentOutOfRangeException(nameof(operation)),
        };

    public long? Do(ActorId container, SpaprOperation operation, ProcessTable caller, OutcomeBuilder outcome) =>
        operation switch
        {
            SpaprOperation.Register register => Register(container, register, caller),
            SpaprOperation.CreateWindow create => Create(container, create, caller, outcome),
            SpaprOperation.RemoveWindow remove => Ask(container, new SpaprContainerMessage.RemoveWindow(
                new(remove.Start), Modes(caller, remove.Argsz < RemoveSize, remove.Flags != 0), caller.Id)),
            SpaprOperation.Describe describe => Describe(container, describe.Argsz, caller, outcome),
            SpaprOperation.Enable { On: true } => Ask(
                container, new SpaprContainerMessage.Enable(Modes(caller, false, false), caller.Id)),
            SpaprOperation.Enable => Ask(
                container, new SpaprContainerMessage.Disable(Modes(caller, false, false), caller.Id)),
            _ => throw new ArgumentOutOfRangeException(nameof(operation)),
        };

    private long Map(ActorId container, ContainerOperation.Map map, ProcessTable caller)
    {
        var isOdd = (map.Flags & ~(uint)(MapFlags.Read | MapFlags.Write)) != 0;
        var rights = (SpaprModes)(map.Flags & (uint)(MapFlags.Read | MapFlags.Write));
        return Ask(container, new SpaprContainerMessage.Map(
            new(map.Iova), new(caller.AddressOf(map.Memory)), new(map.Size),
            rights | Modes(caller, map.Argsz < MapSize, isOdd), caller.Id));
    }

    private long Unmap(
        ActorId container, ContainerOperation.Unmap unmap, ProcessTable caller, OutcomeBuilder outcome)
    {
        var answer = Ask(container, new SpaprContainerMessage.Unmap(
            new(unmap.Iova), new(unmap.Size), Modes(caller, unmap.Argsz < UnmapSize, unmap.Flags != 0), caller.Id));

        // The call leaves the structure as it is, which the recorder reads after a success.
        if (answer >= 0) { outcome.Hex(Facts.Unmapped, unmap.Size); }

        return answer;
    }

    private long Register(ActorId container, SpaprOperation.Register register, ProcessTable caller)
    {
        var start = new Vaddr(caller.AddressOf(register.Memory));
        var modes = Modes(caller, register.Argsz < RegisterSize, register.Flags != 0);
        return register.Ends
            ? Ask(container, new SpaprContainerMessage.Unregister(start, new(register.Size), modes, caller.Id))
            : Ask(container, new SpaprContainerMessage.Register(start, new(register.Size), modes, caller.Id));
    }

    /// <summary>The number of the dirty log's call is that of registering, and its structure is shorter.</summary>
    private long Dirty(ActorId container, ProcessTable caller) => Ask(container, new SpaprContainerMessage.Register(
        default, default, Modes(caller, isShort: true, isOdd: true), caller.Id));

    private long Create(
        ActorId container, SpaprOperation.CreateWindow create, ProcessTable caller, OutcomeBuilder outcome)
    {
        var done = Call(container, new SpaprContainerMessage.CreateWindow(
            new(create.Size), create.Shift, create.Levels,
            Modes(caller, create.Argsz < CreateSize, create.Flags != 0), caller.Id));
        if (done.Error != Errno.None) { return -(long)done.Error; }

        outcome.Hex(SpaprFacts.Start, done.Value);
        return 0;
    }

    private long Describe(ActorId container, uint argsz, ProcessTable caller, OutcomeBuilder outcome)
    {
        var heard = run.Call(container, new SpaprContainerMessage.Describe(
            Modes(caller, argsz < DescribeSize, isOdd: false), caller.Id));
        var done = heard.Last<SpaprContainerMessage.Done>();
        if (done.Error != Errno.None) { return -(long)done.Error; }

        var described = heard.Last<SpaprContainerMessage.Description>();
        var isDynamic = described.Windows > 0;
        var all = argsz >= DescribeAllSize ? described : described with { PageSizes = 0, Windows = 0, Levels = 0 };
        outcome.Number(Facts.FlagsOut, isDynamic ? 1 : 0)
            .Hex(SpaprFacts.DefaultStart, described.Start.Value)
            .Hex(SpaprFacts.DefaultSize, described.Size.Value)
            .Hex(SpaprFacts.PageSizes, all.PageSizes)
            .Number(SpaprFacts.Windows, all.Windows)
            .Number(SpaprFacts.Levels, all.Levels);
        return 0;
    }

    private static SpaprModes Modes(ProcessTable caller, bool isShort, bool isOdd) =>
        (caller.HasCapability ? SpaprModes.LockCap : SpaprModes.None)
        | (isShort ? SpaprModes.TooShort : SpaprModes.None) | (isOdd ? SpaprModes.OddFlags : SpaprModes.None);

    private long Ask<T>(ActorId container, T message)
        where T : unmanaged, IMessage
    {
        var done = Call(container, message);
        return done.Error == Errno.None ? (long)done.Value : -(long)done.Error;
    }

    private SpaprContainerMessage.Done Call<T>(ActorId container, T message)
        where T : unmanaged, IMessage
    {
        var done = run.Call(container, message).Last<SpaprContainerMessage.Done>();
        run.Warn(done.Warned);
        return done;
    }
}
