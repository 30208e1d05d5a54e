using System.Collections.Frozen;
using VfioActors.Conformance.Operations;

namespace VfioActors.Conformance.Recordings;

/// <summary>Takes an operation from its line, with the defaults of the format for what is absent.</summary>
internal static class OperationReader
{
    private const ulong Page = 4096;

    private static readonly FrozenDictionary<string, Func<LineFields, Operation>> Shapes =
        new Dictionary<string, Func<LineFields, Operation>>(StringComparer.Ordinal)
        {
            ["copen"] = fields => new ContainerOperation.Open { Container = Container(fields) },
            ["cclose"] = fields => new ContainerOperation.Close { Container = Container(fields) },
            ["iommu"] = fields =>
                new ContainerOperation.SetIommu(fields.Count("type")) { Container = Container(fields) },
            ["api"] = fields => new ContainerOperation.AskVersion { Container = Container(fields) },
            ["ext"] = fields =>
                new ContainerOperation.AskExtension(fields.Count("id")) { Container = Container(fields) },
            ["info"] = fields =>
                new ContainerOperation.AskDetails(Argsz(fields, 1024)) { Container = Container(fields) },
            ["rawioctl"] = fields =>
                new ContainerOperation.CallRaw(fields.Count("nr"), fields.Hex("arg", 0))
                {
                    Container = Container(fields),
                },
            ["map"] = Map,
            ["unmap"] = Unmap,
            ["dirty"] = Dirty,
            ["gopen"] = fields => new GroupOperation.Open(Group(fields)),
            ["gclose"] = fields => new GroupOperation.Close(Group(fields)),
            ["gset"] = fields => new GroupOperation.Set(Group(fields), Container(fields)),
            ["gunset"] = fields => new GroupOperation.Unset(Group(fields)),
            ["gstatus"] = fields => new GroupOperation.AskStatus(Group(fields)),
            ["dopen"] = fields => new GroupOperation.OpenDevice(Group(fields)),
            ["dclose"] = fields => new GroupOperation.CloseDevice(Group(fields)),
            ["pin"] = fields =>
                new DriverOperation.Pin(Device(fields), Iova(fields), fields.Count("n", 1), Protection(fields)),
            ["unpin"] = fields => new DriverOperation.Unpin(Device(fields), Iova(fields), fields.Count("n", 1)),
            ["pinv"] = fields => new DriverOperation.PinList(Device(fields), Iovas(fields), Protection(fields)),
            ["unpinv"] = fields => new DriverOperation.UnpinList(Device(fields), Iovas(fields)),
            ["rw"] = Access,
            ["policy"] = fields => new DriverOperation.SetPolicy(Device(fields), RecordedWords.Policy(fields)),
            ["buf"] = Create,
            ["touch"] = fields => new MemoryOperation.Touch(
                Buffer(fields), Offset(fields), Length(fields), (byte)(fields.Number("val", 0x80) & 0xff)),
            ["peek"] = fields => new MemoryOperation.Peek(Buffer(fields), Offset(fields), Length(fields)),
            ["munmap"] = fields => new MemoryOperation.Remove(Buffer(fields), Offset(fields), Length(fields)),
            ["mprotect"] = fields => new MemoryOperation.Protect(
                Buffer(fields), Offset(fields), Length(fields), (MapFlags)Protection(fields)),
            ["dontneed"] = fields => new MemoryOperation.Forget(Buffer(fields), Offset(fields), Length(fields)),
            ["mlock"] = fields => new MemoryOperation.Lock(Buffer(fields), Offset(fields), Length(fields)),
            ["munlock"] = fields => new MemoryOperation.Unlock(Buffer(fields), Offset(fields), Length(fields)),
            ["rlimit"] = fields => new ProcessOperation.LimitLocked(RecordedWords.Limit(fields)),
            ["cap"] = fields => new ProcessOperation.SetCapability(fields.Number("ipc_lock") != 0),
            ["fork"] = fields => new ProcessOperation.Fork(fields.Text("p")),
            ["kill"] = fields => new ProcessOperation.Kill(fields.Text("p")),
            ["pins"] = fields => new ProbeOperation.CountPins(Buffer(fields), Offset(fields), fields.Count("n", 1)),
            ["xlate"] = fields => new ProbeOperation.Translate(Group(fields), Iova(fields), fields.Count("n", 1)),
            ["nop"] = _ => new ProbeOperation.LookOnly(),
            ["dma_entry_limit"] = fields =>
                new ProbeOperation.LimitMappings((uint)(fields.Number("n") & uint.MaxValue)),
            ["disable_hugepages"] = fields => new ProbeOperation.PinPageByPage(fields.Number("on") != 0),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Operation Read(LineFields fields, bool isSpapr)
    {
        var name = fields.Text("op");
        if (ShapeOf(name, isSpapr) is not { } shape) { throw fields.Wrong($"the operation '{name}' is not known"); }
        var process = fields.Text("in", Operation.MainProcess);
        var read = shape(fields);
        if (read is ContainerOperation.CallRaw call) { read = CallNumbers.Meaning(call, isSpapr); }

        var operation = read with { Process = process };
        return operation is DriverOperation driver
            ? driver with { FromKernelThread = fields.Number("kt", 0) != 0 }
            : operation;
    }

    /// <summary>How an operation is read; null when the format has none of that name.</summary>
    private static Func<LineFields, Operation>? ShapeOf(string name, bool isSpapr)
    {
        if (isSpapr && SpaprOperationReader.TryShape(name, out var own)) { return own; }
        return isSpapr && !SpaprOperationReader.Has(name) ? null : Shapes.GetValueOrDefault(name);
    }

    private static ContainerOperation.Map Map(LineFields fields)
    {
        UserAddress memory = fields.Has("vaddr")
            ? new(null, fields.Hex("vaddr"))
            : new(Buffer(fields), Offset(fields));
        return new(Iova(fields), memory, fields.Hex("size"), RecordedWords.MapFlags(fields), Argsz(fields, 32))
        {
            Container = Container(fields),
        };
    }

    private static ContainerOperation.Unmap Unmap(LineFields fields)
    {
        var flags = RecordedWords.UnmapFlags(fields);
        var exact = (flags & (uint)UnmapFlags.GetDirty) != 0 ? 48u : 24u;
        return new(Iova(fields), fields.Hex("size"), flags, Argsz(fields, exact), Room(fields))
        {
            Container = Container(fields),
        };
    }

    private static ContainerOperation Dirty(LineFields fields)
    {
        var container = Container(fields);
        return fields.Text("do") switch
        {
            "start" => new ContainerOperation.Dirty(1, Argsz(fields, 8)) { Container = container },
            "stop" => new ContainerOperation.Dirty(2, Argsz(fields, 8)) { Container = container },
            "raw" => new ContainerOperation.Dirty((uint)(fields.Number("flags", 0) & uint.MaxValue), Argsz(fields, 8))
            {
                Container = container,
            },
            "get" => new ContainerOperation.GetDirty(
                Iova(fields), fields.Hex("size"), Argsz(fields, 48), Room(fields))
            { Container = container },
            var other => throw fields.Wrong($"'do' is '{other}'; start, stop, get and raw are known"),
        };
    }

    private static DriverOperation.Access Access(LineFields fields)
    {
        var write = fields.Text("dir", "r") switch
        {
            "r" => false,
            "w" => true,
            var other => throw fields.Wrong($"'dir' is '{other}'; r and w are known"),
        };
        return new(Device(fields), Iova(fields), Length(fields), write, (byte)(fields.Number("val", 0xee) & 0xff));
    }

    private static MemoryOperation.Create Create(LineFields fields)
    {
        var touched = fields.Number("touch", 1) != 0;
        return new(
            fields.Text("name", "A"), RecordedWords.Kind(fields), fields.Number("pages"), touched,
            RecordedWords.Behind(fields, Page),
            Group(fields));
    }

    private static BitmapRoom Room(LineFields fields) => new(
        unchecked((ulong)fields.Number("pgsize", (long)Page)),
        unchecked((ulong)fields.Number("bsize", 8)),
        fields.Has("badptr") ? fields.Hex("badptr") : null);

    private static IReadOnlyList<ulong> Iovas(LineFields fields) =>
        [.. fields.List("iovas").Select(item => fields.PageHexOf("iovas", item))];

    private static string Container(LineFields fields) => fields.Text("c", "c0");

    private static string Group(LineFields fields) => fields.Text("g", "p0");

    private static string Device(LineFields fields) => fields.Text("d", "m0");

    private static string Buffer(LineFields fields) => fields.Text("buf", "A");

    private static ulong Iova(LineFields fields) => fields.Hex("iova", 0);

    private static ulong Offset(LineFields fields) => fields.Hex("off", 0);

    private static ulong Length(LineFields fields) => fields.Hex("len");

    private static uint Argsz(LineFields fields, uint exact) => (uint)(fields.Number("argsz", exact) & uint.MaxValue);

    private static uint Protection(LineFields fields) => RecordedWords.Letters(fields, "prot");
}
