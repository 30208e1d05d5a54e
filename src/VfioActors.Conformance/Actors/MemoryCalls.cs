using VfioActors.Behaviors;
using VfioActors.Conformance.Operations;
using VfioActors.Conformance.Outcomes;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.Values;

namespace VfioActors.Conformance.Actors;

/// <summary>Makes the system calls that change memory and processes.</summary>
internal sealed class MemoryCalls(ModelRun run, Processes processes, FrameLabels names, FileCalls files)
{
    private const ulong Page = 4096;

    private readonly BufferRoom _room = new();

    private GuestMemoryState State => run.StateOf<GuestMemoryState>(run.Model.Memory);

    /// <summary>What each process has locked, in KiB.</summary>
    public void Tell(OutcomeBuilder outcome)
    {
        foreach (var process in processes.Alive)
        {
            var fact = process.Name == Operation.MainProcess ? Facts.Locked : Facts.LockedOf + process.Name;
            outcome.Number(fact, State.Processes[process.Id].LockedPages * 4);
        }
    }

    public long? Do(MemoryOperation operation, OutcomeBuilder outcome)
    {
        var process = processes.Of(operation);
        return operation switch
        {
            MemoryOperation.Create create => Create(process, create),
            MemoryOperation.Touch touch => Touch(process, touch),
            MemoryOperation.Remove remove => Ask(new GuestMemoryMessage.UnmapArea(
                Start(process, remove.Buffer, remove.Offset), Pages(remove.Length), process.Id, 0)),
            MemoryOperation.Protect protect => Ask(new GuestMemoryMessage.Protect(
                Start(process, protect.Buffer, protect.Offset), Pages(protect.Length), process.Id,
                (AreaRights)protect.Protection)),
            MemoryOperation.Forget forget => Ask(new GuestMemoryMessage.Discard(
                Start(process, forget.Buffer, forget.Offset), Pages(forget.Length), process.Id, 0)),
            MemoryOperation.Lock locking => Ask(new GuestMemoryMessage.Lock(
                Start(process, locking.Buffer, locking.Offset), Pages(locking.Length), process.Id, 1)),
            MemoryOperation.Unlock unlock => Ask(new GuestMemoryMessage.Lock(
                Start(process, unlock.Buffer, unlock.Offset), Pages(unlock.Length), process.Id, 0)),
            MemoryOperation.Peek peek => Peek(process, peek, outcome),
            _ => throw new ArgumentOutOfRangeException(nameof(operation)),
        };
    }

    public long? Do(ProcessOperation operation)
    {
        var process = processes.Of(operation);
        switch (operation)
        {
            case ProcessOperation.LimitLocked limit:
                return Ask(new GuestMemoryMessage.SetLimit(new(limit.Bytes ?? ulong.MaxValue), process.Id, 0));
            case ProcessOperation.SetCapability capability:
                process.HasCapability = capability.Granted;
                return Ask(new GuestMemoryMessage.SetCapability(process.Id, capability.Granted ? 1 : 0));
            case ProcessOperation.Fork fork:
                var child = processes.Fork(process, fork.Child);
                return Ask(new GuestMemoryMessage.Fork(process.Id, child.Id));
            case ProcessOperation.Kill kill:
                var killed = processes.Of(kill.Child);
                killed.IsAlive = false;
                files.CloseAll(killed);
                return Ask(new GuestMemoryMessage.Exit(killed.Id));
            default:
                throw new ArgumentOutOfRangeException(nameof(operation));
        }
    }

    /// <summary>To be counted a page is looked at, which brings one in where there was none.</summary>
    public long CountPins(ProbeOperation.CountPins operation, OutcomeBuilder outcome)
    {
        var process = processes.Of(operation);
        var start = Start(process, operation.Buffer, operation.Offset);
        List<string> pins = [];
        for (var page = 0; page < operation.Pages; page++)
        {
            Vaddr vaddr = new(start.Value + ((ulong)page * Page));
            Ask(new GuestMemoryMessage.Touch(vaddr, new(1), process.Id, AreaRights.Read));
            pins.Add(State.PageAt(process.Id, vaddr) == Pfn.Zero ? "0" : $"{State.PinsAt(process.Id, vaddr)}");
        }

        names.Look();
        outcome.List(Facts.Pins, pins);
        return 0;
    }

    private static Vaddr Start(ProcessTable process, string buffer, ulong offset) =>
        new(process.AddressOf(new(buffer, offset)));

    private static PageCount Pages(ulong length) => new((length / Page) + (length % Page == 0 ? 0UL : 1));

    private long Ask<T>(T message)
        where T : unmanaged, IMessage =>
        -(long)run.Call(run.Model.Memory, message).Last<GuestMemoryMessage.Done>().Error;

    private long Create(ProcessTable process, MemoryOperation.Create create)
    {
        var start = create.Behind is { } behind
            ? Behind(process, behind)
            : _room.Next(create.Buffer, create.Pages);
        process.Buffers[create.Buffer] = new(create.Buffer, start, create.Pages, _room.Made);
        Ask(new GuestMemoryMessage.MapArea(
            new(start), new((ulong)create.Pages), (AreaKind)create.Kind, process.Id));
        if (create.Touched)
        {
            Ask(new GuestMemoryMessage.Prepare(
                new(start), new((ulong)create.Pages), process.Id, unchecked((byte)((16 * _room.Made) + 1))));
        }

        if (create.Kind == BufferKind.Bar) { files.ShowDevice(create.Group); }
        return 0;
    }

    private ulong Behind(ProcessTable process, UserAddress other)
    {
        _room.Count();
        return process.AddressOf(other);
    }

    /// <summary>The first page is filled with the value, each further one with one more.</summary>
    private long Touch(ProcessTable process, MemoryOperation.Touch touch)
    {
        Ask(new GuestMemoryMessage.Fill(
            Start(process, touch.Buffer, touch.Offset), Pages(touch.Length), process.Id, touch.Value));
        return 0;
    }

    /// <summary>Reads up to the first hole.</summary>
    private long Peek(ProcessTable process, MemoryOperation.Peek peek, OutcomeBuilder outcome)
    {
        var start = Start(process, peek.Buffer, peek.Offset);
        var heard = run.Call(
            run.Model.Memory,
            new GuestMemoryMessage.Peek(start, new(peek.Length), process.Id, 0));
        ByteText text = new();
        foreach (var read in heard.All<GuestMemoryMessage.Read>())
        {
            text.Add(read.At.Value, read.Count.Value, read.Value);
        }

        var moved = heard.Last<GuestMemoryMessage.Copied>().Moved.Value;
        outcome.Set(Facts.Bytes, text.Of(moved));
        return (long)moved;
    }
}
