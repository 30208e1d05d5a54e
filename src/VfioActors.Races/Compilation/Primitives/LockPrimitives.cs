using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Faults;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>Locks. include/linux/spinlock.h, mutex.h and rwsem.h, Linux 6.6.</summary>
internal static class LockPrimitives
{
    /// <summary>With this interrupts are switched off, and it is kept whether they were.</summary>
    internal const string Saved = SavedFlags.Suffix;

    /// <summary>What is switched off with a lock that spins.</summary>
    internal static IReadOnlyList<string> Suffixes { get; } = ["", "_bh", "_irq", Saved];

    /// <summary>Which argument says, or is told, whether they were.</summary>
    private const int FlagsAt = 1;

    private static readonly SyncKind[] Spins = [SyncKind.Spinlock];
    private static readonly SyncKind[] ReadSpins = [SyncKind.ReadWriteSpinlock];
    private static readonly SyncKind[] Mutexes = [SyncKind.Mutex];
    private static readonly SyncKind[] Semaphores = [SyncKind.ReadWriteSemaphore];

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        .. Spinning("spin_", Spins, (Access.Lock, Access.Unlock)),
        .. Spinning("raw_spin_", Spins, (Access.Lock, Access.Unlock)),
        .. Spinning("read_", ReadSpins, (Access.ReadLock, Access.ReadUnlock)),
        .. Spinning("write_", ReadSpins, (Access.Lock, Access.Unlock)),
        ("spin_trylock", site => TrySpin(site, site.Pointer(0, Spins))),
        .. Suffixes.Skip(1).Select(suffix => ($"spin_trylock{suffix}", (Primitive)(site => TrySpin(site, suffix)))),
        ("raw_spin_trylock", site => TrySpin(site, site.Pointer(0, Spins))),
        ("read_trylock", site => TrySpin(site, site.Pointer(0, ReadSpins), Access.TryReadLock)),
        ("write_trylock", site => TrySpin(site, site.Pointer(0, ReadSpins))),
        ("mutex_lock", site => Sleeping(site, Access.Lock, Mutexes)),
        ("mutex_lock_interruptible", site => Interruptible(site, Access.Lock, Mutexes)),
        ("mutex_lock_killable", site => Killable(site, Access.Lock, Mutexes)),
        ("down_read_killable", site => Killable(site, Access.ReadLock, Semaphores)),
        ("down_write_killable", site => Killable(site, Access.Lock, Semaphores)),
        ("down_read_interruptible", site => Interruptible(site, Access.ReadLock, Semaphores)),
        ("mutex_trylock", TryMutex),
        ("mutex_destroy", Destroy),
        ("mutex_unlock", site => GiveSlowly(site, Access.Unlock, Mutexes)),
        ("down_read", site => Sleeping(site, Access.ReadLock, Semaphores)),
        ("down_write", site => Sleeping(site, Access.Lock, Semaphores)),
        ("down_read_trylock", site => Try(site, Access.TryReadLock, Semaphores, 0)),
        ("down_write_trylock", site => Try(site, Access.TryLock, Semaphores, 0)),
        ("up_read", site => GiveSlowly(site, Access.ReadUnlock, Semaphores)),
        ("up_write", site => GiveSlowly(site, Access.Unlock, Semaphores)),
        ("downgrade_write", site => Give(site, Access.Downgrade, Semaphores, 0)),
        ("lockdep_assert_held", AssertHeld), ("lockdep_is_held", IsHeld),
        ("lockdep_assert_held_write", AssertHeld), ("lockdep_assert_not_held", AssertNotHeld),
        ("assert_spin_locked", AssertHeld),
        ("mutex_is_locked", site => site.Answer(Access.IsSet, site.Pointer(0, SyncKind.Mutex))),
        ("spin_is_locked", site => site.Answer(Access.IsSet, site.Pointer(0, SyncKind.Spinlock))),
        ("rwsem_is_locked", site => site.Answer(Access.IsSet, site.Pointer(0, Semaphores))),
        .. Initial("spin_lock_init", "raw_spin_lock_init", "mutex_init", "init_rwsem", "rwlock_init"),
    ];

    /// <summary>Takes a lock: the step carries how much deeper in spinlocks the thread is then.</summary>
    internal static Operand Take(CallSite site, Access access, int address, int spins)
    {
        site.Body.At(site.Call.At);
        if (access is not (Access.Unlock or Access.ReadUnlock or Access.Downgrade)) { RefuseDevice(site); }
        var result = site.Code.Compute(Op.Ask, made => made with
        {
            Number = (long)access,
            A = address,
            Limit = spins,
            Text = site.Name,
            NamesClass = PrimitiveAliases.NamesClass(site.Name),
        });
        return new(result, access is Access.TryLock or Access.TryReadLock ? RaceType.Int : new RaceType.Nothing());
    }

    /// <summary>A device is no code of the kernel: it takes none of its locks, whoever holds them.</summary>
    internal static void RefuseDevice(CallSite site)
    {
        if (site.Body.Kind != ThreadKind.Hardware) { return; }
        site.Wrong(
            site.Call.At,
            $"'{site.Name}' takes a lock of the kernel, which a device knows nothing of",
            "a device reads and writes memory whoever holds a lock; what takes one is CPU0 { } or irq { }");
    }

    /// <summary>Takes a lock that spins.</summary>
    /// <param name="suffix">What is switched off before.</param>
    /// <param name="address">The lock, which is found behind that.</param>
    internal static Operand TakeSpin(CallSite site, Access access, string suffix, Func<int> address)
    {
        var flags = SwitchOff(site, suffix);
        var found = address();
        site.Body.At(site.Call.At);
        RcuPrimitives.Begin(site.Body, found);
        var taken = Take(site, access, found, 1);
        SavedFlags.Keep(site, FlagsAt, flags);
        return taken;
    }

    /// <summary>Gives a lock that spins back.</summary>
    /// <param name="suffix">What is as before, or on, again.</param>
    internal static Operand GiveSpin(CallSite site, Access access, string suffix, int address)
    {
        var flags = suffix == Saved ? SavedFlags.Read(site, FlagsAt) : Instruction.None;
        var given = Take(site, access, address, 1);
        RcuPrimitives.End(site.Body, address);
        SwitchOn(site, suffix, flags);
        return given;
    }

    private static IEnumerable<(string, Primitive)> Spinning(
        string lead, SyncKind[] kinds, (Access Take, Access Give) access)
    {
        foreach (var suffix in Suffixes)
        {
            yield return ($"{lead}lock{suffix}",
                site => TakeSpin(site, access.Take, suffix, () => site.Pointer(0, kinds)));
            yield return ($"{lead}unlock{(suffix == Saved ? "_irqrestore" : suffix)}",
                site => GiveSpin(site, access.Give, suffix, site.Pointer(0, kinds)));
        }
    }

    /// <returns>The register of what is to be kept of interrupts; none where nothing is.</returns>
    private static int SwitchOff(CallSite site, string suffix)
    {
        var flags = suffix == Saved ? SavedFlags.Look(site, FlagsAt) : Instruction.None;
        switch (suffix)
        {
            case "_bh": InterruptPrimitives.SoftirqsOff(site); break;
            case "_irq": InterruptPrimitives.Disable(site); break;
            case Saved: InterruptPrimitives.Save(site); break;
            default: break;
        }

        return flags;
    }

    private static void SwitchOn(CallSite site, string suffix, int flags = Instruction.None)
    {
        if (suffix == Saved) { SavedFlags.Apply(site, FlagsAt, flags); }
        switch (suffix)
        {
            case "_bh": InterruptPrimitives.SoftirqsOn(site); break;
            case "_irq": InterruptPrimitives.Enable(site); break;
            case Saved: InterruptPrimitives.Restore(site); break;
            default: break;
        }
    }

    private static Operand Sleeping(CallSite site, Access access, SyncKind[] kinds)
    {
        var address = site.Pointer(0, kinds);
        site.MaySleep();
        return Take(site, access, address, 0);
    }

    private static Operand Interruptible(CallSite site, Access access, SyncKind[] kinds)
    {
        KthreadPrimitives.RefuseSignal(site);
        return Signals.Either(
            site, () => Try(site, Tries(access), kinds, 0).Register, () => Sleeping(site, access, kinds),
            Signals.Interrupted);
    }

    private static Operand Killable(CallSite site, Access access, SyncKind[] kinds) => Signals.Killed(
        site, () => Try(site, Tries(access), kinds, 0).Register, () => Sleeping(site, access, kinds),
        Signals.Interrupted);

    private static Access Tries(Access access) => access == Access.Lock ? Access.TryLock : Access.TryReadLock;

    /// <summary>
    /// Not in an interrupt: mutex_unlock takes the lock of those who wait, which whoever is interrupted may hold.
    /// mutex_trylock, kernel/locking/mutex.c, Linux 6.12.
    /// </summary>
    private static Operand TryMutex(CallSite site)
    {
        if (site.Body.IsInterrupt)
        {
            site.Wrong(
                site.Call.At,
                $"'{site.Name}' must not be called in an interrupt, a timer or what RCU calls",
                "down_trylock and spin_trylock may be");
        }

        return Try(site, Access.TryLock, Mutexes, 0);
    }

    private static Operand Try(CallSite site, Access access, SyncKind[] kinds, int spins) =>
        Take(site, access, site.Pointer(0, kinds), spins);

    /// <summary>Takes a lock that spins if it is free.</summary>
    internal static Operand TrySpin(CallSite site, int address, Access access = Access.TryLock)
    {
        site.Body.At(site.Call.At);
        RcuPrimitives.Begin(site.Body, address);
        var got = Take(site, access, address, 1);
        var end = site.Code.NewLabel();
        site.Code.JumpIfZero(site.Code.Unary(Operator.Not, got.Register), end);
        RcuPrimitives.End(site.Body, address);
        site.Code.Put(end);
        return got;
    }

    /// <summary>The same; what was switched off before is as before where it does not get it.</summary>
    private static Operand TrySpin(CallSite site, string suffix)
    {
        SavedFlags.Keep(site, FlagsAt, SwitchOff(site, suffix));
        var got = TrySpin(site, site.Pointer(0, Spins));
        var (kept, end) = (site.Code.NewRegister(), site.Code.NewLabel());
        site.Code.Move(kept, got.Register);
        site.Code.JumpIfZero(site.Code.Unary(Operator.Not, kept), end);
        SwitchOn(site, suffix);
        site.Code.Put(end);
        return got with { Register = kept };
    }

    private static Operand Give(CallSite site, Access access, SyncKind[] kinds, int spins) =>
        Take(site, access, site.Pointer(0, kinds), spins);

    /// <summary>
    /// A sleeping lock for which somebody waits is touched once more after it is free: whoever has it then must not
    /// free it yet. mutex_unlock and __mutex_unlock_slowpath, kernel/locking/mutex.c, and rwsem_wake, rwsem.c,
    /// Linux 6.12. Only what somebody frees can be gone.
    /// </summary>
    private static Operand GiveSlowly(CallSite site, Access access, SyncKind[] kinds)
    {
        var (code, address) = (site.Code, site.Pointer(0, kinds));
        var given = Take(site, access, address, 0);
        if (!site.Body.Unit.FreesMemory || FirstStep.IsKnown(code, address, code.Length)) { return given; }
        var end = code.NewLabel();
        code.JumpIfZero(given.Register, end);
        code.Ask(Access.LeaveLock, address);
        code.Put(end);
        return given;
    }

    private static Operand AssertHeld(CallSite site) => site.Step(
        Access.AssertHeld,
        site.Pointer(0, SyncKind.Spinlock, SyncKind.Mutex, SyncKind.ReadWriteSemaphore, SyncKind.ReadWriteSpinlock));

    /// <summary>
    /// Nobody holds a mutex that is destroyed: mutex_destroy, kernel/locking/mutex-debug.c, Linux 6.12.
    /// </summary>
    private static Operand Destroy(CallSite site)
    {
        var held = site.Answer(Access.IsSet, site.Pointer(0, Mutexes)).Register;
        site.Code.Check(Fault.LockNotWanted, site.Code.Unary(Operator.Not, held),
            $"destroys {Argument(site)}, which somebody holds");
        return site.Nothing();
    }

    private static Operand IsHeld(CallSite site) => site.Answer(
        Access.AssertHeld,
        site.Pointer(0, SyncKind.Spinlock, SyncKind.Mutex, SyncKind.ReadWriteSemaphore, SyncKind.ReadWriteSpinlock),
        site.Code.Constant(1));

    /// <summary>Of whoever else holds it nothing is said.</summary>
    private static Operand AssertNotHeld(CallSite site)
    {
        var held = IsHeld(site);
        site.Code.Check(Fault.LockNotWanted, site.Code.Unary(Operator.Not, held.Register),
            $"holds {Argument(site)} where {site.Name}() stands");
        return site.Nothing();
    }

    /// <summary>The lock in the words of the file.</summary>
    private static string Argument(CallSite site)
    {
        var at = site.Count > 0 ? site.Call.Arguments[0].At : site.Call.At;
        var words = site.Body.IsInFile ? site.Body.Unit.Source.Text.Substring(at.Start, at.Length) : "the lock";
        return words.TrimStart('&');
    }

    private static IEnumerable<(string, Primitive)> Initial(params string[] names) =>
        names.Select(name => (name, (Primitive)(site =>
        {
            var address = site.Pointer(0, [.. Spins, .. ReadSpins, .. Mutexes, .. Semaphores]);
            return site.Step(Access.Write, address, site.Code.Constant(0));
        })));
}
