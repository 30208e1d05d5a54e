using System.Buffers.Binary;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Kernels;

namespace VfioActors.Vfio.Tests.Faults;

/// <summary>
/// What the posts say that calls on the fault region come to, in plain arrays, and nothing of the product's: v8 25/29 and
/// 26/29 with two regions, v9 to v13 and the reference with one.
/// </summary>
/// <param name="profile">Which post.</param>
/// <param name="records">How many slots a ring of one region has.</param>
/// <param name="mappable">Whether that begins at the second page.</param>
internal sealed class RegionReading(Profile profile, int records, bool mappable)
{
    private const int Page = 4096, WordsOfUser = 8, Refused = -22, BadBuffer = -14, Full = -28, Nobody = -2, Shut = -9;
    private readonly byte[] _user = new byte[WordsOfUser];
    private readonly List<byte[]> _slots = [];
    private uint _head, _tail, _lost, _abi, _count, _size;
    private bool _isOpen, _isTriggered;

    /// <summary>How often the eventfd is signalled.</summary>
    internal int Signals { get; private set; }

    /// <summary>
    /// Whether a fault would be stored where there are no slots, as an index is left that an opening before allowed: the
    /// kernel divides by zero, and nothing more is to be compared.
    /// </summary>
    internal bool IsLost => _abi != 0 && _count == 0 && !IsFull();

    private bool IsFixed => profile == FaultProfiles.Fixed;

    private bool IsPosted => profile == FaultProfiles.Posted;

    private int Width => IsPosted ? RecordBytes.Posted : RecordBytes.Merged;

    private int Ring => IsPosted || mappable ? Page : IsFixed ? 24 : 20;

    private int Size => IsPosted ? 2 * Page : (((Width * records) + Page - 1) / Page + 1) * Page;

    /// <summary>Everything begins anew; of v8 the version that was chosen stays, as nothing takes it back.</summary>
    internal int Open()
    {
        _isOpen = true;
        _user.AsSpan().Clear();
        _slots.Clear();
        (_head, _tail, _lost) = (0, 0, 0);
        (_count, _size) = IsPosted ? (0U, 0U) : ((uint)records, (uint)Width);
        return 0;
    }

    internal int Close()
    {
        if (!_isOpen) { return Shut; }
        _isOpen = false;
        return 0;
    }

    internal int SetTrigger(uint start, uint count)
    {
        if (start != 0 || count > 1) { return Refused; }
        _isTriggered = count == 1;
        if (_isTriggered && IsFixed && _head != _tail) { Signals++; }
        return 0;
    }

    /// <summary>A fault comes.</summary>
    /// <param name="record">Its bytes.</param>
    /// <param name="isRequest">Whether it is a page request.</param>
    internal int Report(byte[] record, bool isRequest)
    {
        if (IsPosted && _abi == 0) { return Refused; }
        if (isRequest && (profile == FaultProfiles.Single9 || profile == FaultProfiles.Single10)) { return Nobody; }
        if (IsFull())
        {
            _lost++;
            return IsPosted ? Refused : Full;
        }

        while (_slots.Count <= _head) { _slots.Add(new byte[Width]); }
        _slots[(int)_head] = record;
        _head = (_head + 1) % _count;
        if (_isTriggered) { Signals++; }
        return 0;
    }

    internal int Read(ulong offset, ulong count, uint good, FaultRegion region, out byte[] bytes)
    {
        bytes = [];
        if (!_isOpen) { return Shut; }
        if (count == 0) { return 0; }
        if (region == FaultRegion.Consumer) { return IsPosted ? 0 : Refused; }
        if ((IsPosted && _abi == 0) || offset >= (ulong)Size) { return Refused; }
        var most = (int)Math.Min(count, (ulong)Size - offset);
        if (good < most) { return BadBuffer; }
        bytes = Image().AsSpan((int)offset, most).ToArray();
        return most;
    }

    internal int Write(ulong offset, ulong count, ulong value, uint good, FaultRegion region)
    {
        if (!_isOpen) { return Shut; }
        if (count == 0) { return 0; }
        if (IsPosted) { return region == FaultRegion.Producer ? 0 : Choose(offset, count, value, good); }
        if (region == FaultRegion.Consumer || offset != 0 || Math.Min(count, (ulong)Size) != 4) { return Refused; }
        if (good < 4) { return BadBuffer; }
        var tail = (uint)value;
        var most = profile == FaultProfiles.Single9 || profile == FaultProfiles.Single10
            || profile == FaultProfiles.Single11 ? (uint)records : (uint)records - 1;
        if (tail > most || (IsFixed && Distance(_tail, tail) > Distance(_tail, _head))) { return Refused; }
        _tail = tail;
        return 4;
    }

    private uint Distance(uint from, uint to) => (to + (uint)records - from) % (uint)records;

    /// <summary>The mask that stands for a remainder is one only where the ring has a power of two.</summary>
    private bool IsFull() => IsFixed
        ? (_head + 1) % _count == _tail
        : unchecked((int)((Consumer - _head - 1) & (_count - 1))) < 1;

    private uint Consumer => IsPosted ? Word(1) : _tail;

    private uint Word(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_user.AsSpan(4 * at));

    /// <summary>
    /// The bytes are in the live words before they are looked at, and stay there when the buffer ends too early; the
    /// first version that is chosen is taken with any index.
    /// </summary>
    private int Choose(ulong offset, ulong count, ulong value, uint good)
    {
        if (offset >= WordsOfUser) { return Refused; }
        var most = (int)Math.Min(count, WordsOfUser - offset);
        byte[] before = [.. _user], bytes = BitConverter.GetBytes(value);
        bytes.AsSpan(0, (int)Math.Min((uint)most, good)).CopyTo(_user.AsSpan((int)offset));
        if (good < most) { return BadBuffer; }
        var (version, index) = (Word(0), Word(1));
        if (version <= 1 && _abi == 0)
        {
            _abi = version;
            _size = version == 0 ? 7U : RecordBytes.Posted;
            _count = Page / _size;
            return most;
        }

        if (version <= 1 && version == _abi && (index == 0 || index < _count)) { return most; }
        before.CopyTo(_user, 0);
        return Refused;
    }

    private byte[] Image()
    {
        var image = new byte[Size];
        uint[] header = IsPosted
            ? [uint.MaxValue, _count, _size, Page, _head]
            : [_tail, _size, _count, (uint)Ring, _head, .. IsFixed ? [_lost] : Array.Empty<uint>()];
        for (var at = 0; at < header.Length; at++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(4 * at), header[at]);
        }

        for (var at = 0; at < _slots.Count; at++) { _slots[at].CopyTo(image, Ring + (at * Width)); }
        return image;
    }
}
