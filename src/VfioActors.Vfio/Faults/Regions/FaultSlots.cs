using System.Runtime.CompilerServices;
using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Records;

namespace VfioActors.Vfio.Faults.Regions;

/// <summary>The slots of a ring: an array that can take its changes back.</summary>
public sealed class FaultSlots : StatePart
{
    private static readonly FaultRecord Empty;

    private readonly Stack<(int Slot, FaultRecord Old)> _undo = new();
    private FaultRecord[] _records = [];

    /// <param name="owner">The state that this is a part of.</param>
    public FaultSlots(State owner)
        : base(owner)
    {
    }

    /// <summary>What is in a slot; the empty record when it was never filled.</summary>
    public ref readonly FaultRecord this[uint slot] =>
        ref slot < (uint)_records.Length ? ref _records[slot] : ref Empty;

    /// <summary>Fills a slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(uint slot, in FaultRecord record)
    {
        var records = _records;
        if (Keeps || slot >= (uint)records.Length) { PutSlowly(slot, in record); }
        else { records[slot] = record; }
    }

    /// <summary>Empties all slots: fresh pages.</summary>
    public void Clear()
    {
        for (var slot = 0; slot < _records.Length; slot++)
        {
            if (_records[slot] != default) { Put((uint)slot, in Empty); }
        }
    }

    /// <inheritdoc/>
    protected override void TakeBack()
    {
        var (slot, old) = _undo.Pop();
        Rehash(Share(slot, in _records[slot]), Share(slot, in old));
        _records[slot] = old;
    }

    /// <inheritdoc/>
    protected override ulong Contribution()
    {
        var sum = 0UL;
        for (var slot = 0; slot < _records.Length; slot++)
        {
            unchecked { sum += Share(slot, in _records[slot]); }
        }

        return sum;
    }

    private void PutSlowly(uint slot, in FaultRecord record)
    {
        if (slot >= (uint)_records.Length) { Array.Resize(ref _records, ((int)slot * 2) + 16); }
        if (Keeps) { Remember((int)slot, in record); }
        _records[slot] = record;
    }

    private void Remember(int slot, in FaultRecord value)
    {
        _undo.Push((slot, _records[slot]));
        Note();
        Rehash(Share(slot, in _records[slot]), Share(slot, in value));
    }

    /// <summary>An empty slot adds nothing, so that a ring that grew is equal to one that did not.</summary>
    private ulong Share(int slot, in FaultRecord record) => record == default ? 0 : HashOf(slot, in record);
}
