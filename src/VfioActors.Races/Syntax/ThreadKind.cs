namespace VfioActors.Races.Syntax;

/// <summary>What runs a thread.</summary>
internal enum ThreadKind
{
    /// <summary>A processor: it may sleep where the kernel may.</summary>
    Cpu,

    /// <summary>An interrupt: it never sleeps, and does not come while interrupts are off on its processor.</summary>
    Irq,

    /// <summary>A device: it reads memory word by word, each of 32 bits.</summary>
    Hardware,

    /// <summary>What happens before all else.</summary>
    Init,

    /// <summary>A worker of a work queue.</summary>
    Worker,

    /// <summary>A function that was put off: after a grace period, or until a file is let go.</summary>
    Deferred,

    /// <summary>The function of a timer: it never sleeps, and runs on any processor on which softirqs are on.</summary>
    Softirq,

    /// <summary>
    /// The function of a timer of high resolution: an interrupt, which comes to any processor on which they are on.
    /// </summary>
    Hrtimer,
}
