using VfioActors.Conformance.Operations;
using VfioActors.Conformance.Recordings;
using VfioActors.Exploration.Strategies;

namespace VfioActors.Conformance.Tests.Sequences;

/// <summary>Makes random sequences like the recorded ones: some operations to set up, and then fifty.</summary>
public sealed class SequenceGenerator
{
    private const int Length = 50;

    private readonly SequenceProfile _profile;
    private readonly KernelVersion _kernel;
    private readonly Draw _draw;
    private readonly SequenceMemory _memory;
    private readonly List<Operation> _made = [];
    private readonly List<(int Weight, Func<Operation> Make)> _kinds = [];

    private SequenceGenerator(SequenceProfile profile, KernelVersion kernel, SeededRandom random)
    {
        (_profile, _kernel) = (profile, kernel);
        _draw = new(random, Has(SequenceTraits.Vaddr), Has(SequenceTraits.Limits), Has(SequenceTraits.Top));
        _memory = new(_draw, Has(SequenceTraits.Kinds));
        AddKinds();
    }

    private IReadOnlyList<string> Devices =>
    [
        "m0",
        .. Has(SequenceTraits.SecondEmulated) ? ["m1"] : Array.Empty<string>(),
        .. Has(SequenceTraits.Callbackless) ? ["m2"] : Array.Empty<string>(),
    ];

    public static Sequence Make(SequenceProfile profile, KernelVersion kernel, long seed)
    {
        SequenceGenerator generator = new(profile, kernel, new(seed, profile.Name.Sum(letter => letter)));
        generator.SetUp();
        while (generator._made.Count < Length) { generator._made.Add(generator.Next()); }
        generator._made.Add(new ContainerOperation.Unmap(0, 0x10000000, 0, 24, BitmapRoom.Usual));
        generator._made.Add(new ContainerOperation.Unmap(0, 0, (uint)UnmapFlags.All, 24, BitmapRoom.Usual));
        RecordingHeader header = new(kernel, 512, 65535, 0xffffffffffff, [(0xfee00000, 0xfeefffff)], profile.Name, 1);
        return new(header, generator._made, $"{profile.Name} {kernel} seed {seed}");
    }

    private bool Has(SequenceTraits trait) => (_profile.TraitsOf(_kernel) & trait) != 0;

    private void SetUp()
    {
        _made.Add(new ContainerOperation.Open());
        List<string> groups = [];
        if (Has(SequenceTraits.Emulated)) { groups.AddRange(Devices); }
        if (Has(SequenceTraits.Backed)) { groups.Add("p0"); }
        foreach (var group in groups)
        {
            _made.Add(new GroupOperation.Open(group));
            _made.Add(new GroupOperation.Set(group, "c0"));
        }

        _made.Add(new ContainerOperation.SetIommu(Has(SequenceTraits.FirstVersion) ? 1 : 3));
        _made.AddRange(groups.Select(group => new GroupOperation.OpenDevice(group)));
        if (Has(SequenceTraits.Groups) && !groups.Contains("p0")) { _made.Add(new GroupOperation.Open("p0")); }
        _made.AddRange(_memory.SetUp());
        if (Has(SequenceTraits.Processes)) { _made.Add(new ProcessOperation.Fork("P1")); }
        if (Has(SequenceTraits.Limits)) { _made.Add(new ProcessOperation.SetCapability(false)); }
    }

    private Operation Next()
    {
        var left = _draw.Below(_kinds.Sum(kind => kind.Weight));
        foreach (var (weight, make) in _kinds)
        {
            left -= weight;
            if (left < 0) { return By(make()); }
        }

        throw new InvalidOperationException("a number below the sum of the weights falls into one of them");
    }

    /// <summary>Only the main process has the files of groups and devices.</summary>
    private Operation By(Operation operation)
    {
        var mayBeOther = operation is ContainerOperation.Map or ContainerOperation.Unmap
            or DriverOperation.Pin or DriverOperation.Unpin or DriverOperation.Access
            or MemoryOperation.Touch or ProcessOperation.LimitLocked or ProcessOperation.SetCapability;
        return mayBeOther && Has(SequenceTraits.Processes) && _draw.Once(3)
            ? operation with { Process = "P1" }
            : operation;
    }

    private void AddKinds()
    {
        Add(SequenceTraits.None, 16, Map);
        Add(SequenceTraits.None, 8, Unmap);
        Add(SequenceTraits.None, 3, () => new ProbeOperation.CountPins(_memory.Buffer(out var pages), 0, pages));
        Add(SequenceTraits.Emulated, 14, Pin);
        Add(SequenceTraits.Emulated, 8, Unpin);
        Add(SequenceTraits.Lists, 12, () => new DriverOperation.PinList(_draw.Of(Devices), Iovas(), _draw.Rights()));
        Add(SequenceTraits.Lists, 8, () => new DriverOperation.UnpinList(_draw.Of(Devices), Iovas()));
        Add(SequenceTraits.Backed | SequenceTraits.Groups, 3, () => new ProbeOperation.Translate("p0", 0x10000, 30));
        Add(SequenceTraits.Groups, 3, () => new GroupOperation.Set("p0", "c0"));
        Add(SequenceTraits.Groups, 3, () => new GroupOperation.Unset("p0"));
        Add(SequenceTraits.Files, 8, File);
        Add(SequenceTraits.Limits, 4, () => new ProcessOperation.LimitLocked((ulong)_draw.Below(30) * 4096));
        Add(SequenceTraits.Limits, 1, () => new ProcessOperation.SetCapability(_draw.Once(4)));
        Add(SequenceTraits.Limits | SequenceTraits.Memory, 4, () => _memory.ChangeLocks());
        Add(SequenceTraits.Memory, 6, () => _memory.Change());
        Add(SequenceTraits.Processes, 4, () => _memory.Touch());
        Add(SequenceTraits.Dirty, 8, Dirty);
        Add(SequenceTraits.Access | SequenceTraits.Kinds, 8, Access);
        Add(SequenceTraits.Access | SequenceTraits.Kinds, 2, () => _memory.Peek());
        Add(SequenceTraits.Policies, 2, () => new DriverOperation.SetPolicy(
            _draw.Of(Devices), _draw.Once(3) ? DriverPolicy.UnpinReference : DriverPolicy.UnpinAll));
        Add(SequenceTraits.Vaddr, 1, () => new ContainerOperation.AskExtension(9 + _draw.Below(2)));
        Add(SequenceTraits.Groups, 1, () => new ContainerOperation.AskDetails(
            _draw.Of<uint>([1024, 15, 16, 23, 24, 67, 68, 115, 116])));
    }

    private void Add(SequenceTraits anyOf, int weight, Func<Operation> make)
    {
        if (anyOf == SequenceTraits.None || Has(anyOf)) { _kinds.Add((weight, make)); }
    }

    private ContainerOperation.Map Map()
    {
        var (iova, size) = Has(SequenceTraits.Vaddr) && !_draw.Once(3) ? _draw.Range() : _draw.New();
        _draw.Mapped(iova, size);
        UserAddress memory = new(_memory.Buffer(out var pages), _draw.OffsetIn(pages));
        return new(iova, memory, size, _draw.MapBits(), 32);
    }

    private ContainerOperation.Unmap Unmap()
    {
        var (iova, size) = _draw.Range();
        var flags = UnmapFlags.None;
        if (Has(SequenceTraits.Dirty) && _draw.Once(3)) { flags = UnmapFlags.GetDirty; }
        if (Has(SequenceTraits.Vaddr) && _draw.Once(2)) { flags = UnmapFlags.Vaddr; }
        if (_draw.Once(12)) { (iova, size, flags) = (0, 0, UnmapFlags.All); }
        var argsz = flags == UnmapFlags.GetDirty ? 48u : 24u;
        return new(iova, size, (uint)flags, argsz, BitmapRoom.Usual);
    }

    private DriverOperation Pin()
    {
        var pages = _draw.Once(40) ? _draw.Of([0, 513, -1]) : 1 + _draw.Below(4);
        var mayBeOdd = _kernel == KernelVersion.Linux6x1;
        var iova = mayBeOdd && _draw.Once(Has(SequenceTraits.Limits) ? 8 : 60)
            ? _draw.Inside() + 0x10
            : _draw.Inside();
        return new DriverOperation.Pin(_draw.Of(Devices), iova, pages, _draw.Rights())
        {
            FromKernelThread = _draw.Once(10),
        };
    }

    private DriverOperation.Unpin Unpin() => new(_draw.Of(Devices), _draw.Inside(), 1 + _draw.Below(4));

    private IReadOnlyList<ulong> Iovas() =>
        [.. Enumerable.Range(0, _draw.Below(6)).Select(_ => _draw.Inside() & ~0xfffUL)];

    private DriverOperation.Access Access()
    {
        var length = _draw.Of<ulong>([1, 8, 16, 0x800, 0x1000, 0x2345]);
        var iova = _draw.Inside() + (ulong)_draw.Below(4096);
        return new(_draw.Of(Devices), iova, length, _draw.Once(2), (byte)_draw.Below(256))
        {
            FromKernelThread = _draw.Once(5),
        };
    }

    private ContainerOperation Dirty()
    {
        var (iova, size) = _draw.Once(3) ? _draw.Range()
            : Has(SequenceTraits.Top) ? (_draw.Iova(), _draw.Size())
            : (_draw.Iova() & ~0xffffUL, 0x20000UL);
        return _draw.Below(8) switch
        {
            0 or 1 => new ContainerOperation.Dirty(1, 8),
            2 => new ContainerOperation.Dirty(2, 8),
            _ => new ContainerOperation.GetDirty(iova, size, 48, BitmapRoom.Usual),
        };
    }

    private Operation File()
    {
        var group = _draw.Of(["m0", "p0", Has(SequenceTraits.Callbackless) ? "m2" : "p1"]);
        return _draw.Below(8) switch
        {
            0 => new GroupOperation.Open(group),
            1 => new GroupOperation.Close(group),
            2 => new GroupOperation.Set(group, _draw.Of(["c0", "c0", "c1"])),
            3 => new GroupOperation.Unset(group),
            4 => new GroupOperation.OpenDevice(group),
            5 => new GroupOperation.CloseDevice(group),
            6 => new GroupOperation.AskStatus(group),
            _ => new ContainerOperation.SetIommu(_draw.Of([3, 3, 1, 6, 7])) { Container = _draw.Of(["c0", "c1"]) },
        };
    }
}
