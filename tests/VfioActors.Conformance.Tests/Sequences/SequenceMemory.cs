using VfioActors.Conformance.Operations;

namespace VfioActors.Conformance.Tests.Sequences;

/// <summary>The buffers of a random sequence, and what happens to them.</summary>
public sealed class SequenceMemory(Draw draw, bool ofManyKinds)
{
    private const ulong Page = 4096;

    private readonly List<(string Name, BufferKind Kind, int Pages)> _buffers = ofManyKinds
        ?
        [
            ("A", BufferKind.Anonymous, 24),
            ("B", BufferKind.Anonymous, 8),
            ("R", BufferKind.ReadOnly, 6),
            ("U", BufferKind.Anonymous, 8),
            ("S", BufferKind.AnonymousShared, 6),
            ("V", BufferKind.Reserved, 4),
            ("Q", BufferKind.ByNumber, 4),
            ("F", BufferKind.FileReadOnly, 4),
            ("H", BufferKind.Huge, 512),
        ]
        : [("A", BufferKind.Anonymous, 24), ("B", BufferKind.Anonymous, 8), ("R", BufferKind.ReadOnly, 6)];

    public IEnumerable<Operation> SetUp() => _buffers.Select(buffer =>
        new MemoryOperation.Create(buffer.Name, buffer.Kind, buffer.Pages, buffer.Name != "U", null, "p0"));

    public string Buffer(out int pages)
    {
        var (name, _, all) = draw.Once(3) ? draw.Of(_buffers) : _buffers[0];
        pages = all;
        return name;
    }

    public Operation ChangeLocks()
    {
        var (name, offset, length) = Piece(2);
        return draw.Once(2)
            ? new MemoryOperation.Lock(name, offset, length)
            : new MemoryOperation.Unlock(name, offset, length);
    }

    public Operation Touch()
    {
        var (name, offset, length) = Piece(2);
        return new MemoryOperation.Touch(name, offset, length, (byte)draw.Below(256));
    }

    public Operation Peek()
    {
        var (name, _, pages) = _buffers[draw.Below(2)];
        return new MemoryOperation.Peek(name, 0, (ulong)pages * Page);
    }

    public Operation Change()
    {
        var (name, offset, length) = Piece(2);
        if (ofManyKinds && draw.Once(4)) { return ChangeHuge(); }
        return draw.Below(6) switch
        {
            0 => new MemoryOperation.Protect(name, offset, length, MapFlags.Read),
            1 => new MemoryOperation.Protect(name, offset, length, MapFlags.Read | MapFlags.Write),
            2 => new MemoryOperation.Forget(name, offset, length),
            3 => new MemoryOperation.Remove("B", offset % (8 * Page), Page),
            _ => new MemoryOperation.Touch(name, offset, length, (byte)draw.Below(256)),
        };
    }

    /// <summary>Whole or in part: a part cannot be cut off.</summary>
    private MemoryOperation ChangeHuge()
    {
        var (offset, length) = draw.Of<(ulong, ulong)>(
            [(0, 512), (0, 1), (3, 2), (511, 1), (1, 511)]);
        (offset, length) = (offset * Page, length * Page);
        return draw.Below(4) switch
        {
            0 => new MemoryOperation.Protect("H", offset, length, MapFlags.Read),
            1 => new MemoryOperation.Protect("H", offset, length, MapFlags.Read | MapFlags.Write),
            2 when length < 512 * Page => new MemoryOperation.Forget("H", offset, length),
            _ => new MemoryOperation.Remove("H", offset, length),
        };
    }

    /// <summary>Of the anonymous buffers: others cannot be changed everywhere.</summary>
    private (string Name, ulong Offset, ulong Length) Piece(int pagesMax)
    {
        var (name, _, pages) = _buffers[draw.Below(2)];
        return (name, draw.OffsetIn(pages - pagesMax), (ulong)(1 + draw.Below(pagesMax)) * Page);
    }
}
