namespace VfioActors.Races.Compilation.Declarations;

/// <summary>
/// Interrupts that a file requests, written in the language itself: kernel/irq/manage.c, Linux 6.12. A line has one
/// handler, or two that share it, both of which are called; its interrupt comes once at any time after it is requested,
/// on any processor, and once more for each irq_inject_interrupt. While it is disabled it is pending.
/// </summary>
internal static class RequestedIrqs
{
    /// <summary>The structure of a line.</summary>
    internal const string Structure = "__irq_desc";

    /// <summary>The lines, and what people call them.</summary>
    internal const string Lines = "__irqs", Named = "irqs";

    /// <summary>The names of what uses lines.</summary>
    internal static IReadOnlySet<string> Users { get; } = new SortedSet<string>(StringComparer.Ordinal)
    {
        "request_irq", "request_threaded_irq", "free_irq", "synchronize_irq", "synchronize_hardirq", "disable_irq",
        "disable_irq_nosync", "disable_hardirq", "enable_irq", "irq_inject_interrupt",
    };

    /// <summary>What the language calls in place of request_irq and the like.</summary>
    internal const string Request = "__request_irq", Free = "__free_irq", Synchronize = "__synchronize_irq",
        Disable = "__disable_irq";

    /// <summary>The text.</summary>
    internal const string Text = """

        struct __irq_desc {
            __irq_line_t line;
            __irq_thread_t thread;
            unsigned number;
            unsigned long flags;
            bool requested;
            bool pending;
            int depth;
            void *dev_id;
            irqreturn_t (*handler)(int irq, void *dev_id);
            irqreturn_t (*thread_fn)(int irq, void *dev_id);
            bool shared;
            void *other_id;
            irqreturn_t (*other)(int irq, void *dev_id);
            struct mutex request_mutex;
            raw_spinlock_t lock;
        };

        struct __irq_desc __irqs[4];

        static struct __irq_desc *__irq_to_desc(unsigned irq)
        {
            __cut_if(irq > 3, 1);
            return &__irqs[irq];
        }

        static void __irq_unmasked(struct __irq_desc *desc)
        {
            if (desc->flags & IRQF_ONESHOT) while (__irq_is(&desc->thread, 3)) cpu_relax();
        }

        static int __share_irq(
            struct __irq_desc *desc, irqreturn_t (*handler)(int irq, void *dev_id),
            irqreturn_t (*thread_fn)(int irq, void *dev_id), void *dev_id)
        {
            unsigned long saved;
            __cut_if(!__irq_may_share() || (desc->requested && desc->shared) || thread_fn || desc->thread_fn, 2);
            raw_spin_lock_irqsave(&desc->lock, saved);
            if (desc->requested) {
                desc->other_id = dev_id;
                desc->other = handler;
                desc->shared = true;
            } else {
                desc->dev_id = dev_id;
                desc->handler = handler;
                desc->requested = true;
            }
            if (desc->depth) desc->pending = true;
            else __irq_raise(&desc->line);
            raw_spin_unlock_irqrestore(&desc->lock, saved);
            mutex_unlock(&desc->request_mutex);
            return 0;
        }

        static int __request_irq(
            unsigned irq, irqreturn_t (*handler)(int irq, void *dev_id),
            irqreturn_t (*thread_fn)(int irq, void *dev_id), unsigned long flags, void *dev_id)
        {
            unsigned long saved;
            struct __irq_desc *desc;
            if ((flags & IRQF_SHARED) && (!dev_id || (flags & IRQF_NO_AUTOEN))) return -EINVAL;
            if (!handler && (!thread_fn || !(flags & IRQF_ONESHOT))) return -EINVAL;
            desc = __irq_to_desc(irq);
            mutex_lock(&desc->request_mutex);
            if (desc->requested || desc->shared) {
                if (desc->flags & flags & IRQF_SHARED) return __share_irq(desc, handler, thread_fn, dev_id);
                mutex_unlock(&desc->request_mutex);
                return -EBUSY;
            }
            desc->number = irq;
            desc->flags = flags;
            desc->dev_id = dev_id;
            desc->handler = handler;
            desc->thread_fn = thread_fn;
            __irq_set_up(&desc->line);
            __irq_set_up(&desc->thread);
            raw_spin_lock_irqsave(&desc->lock, saved);
            desc->requested = true;
            desc->depth = flags & IRQF_NO_AUTOEN ? 1 : 0;
            desc->pending = desc->depth;
            if (!desc->depth) __irq_raise(&desc->line);
            raw_spin_unlock_irqrestore(&desc->lock, saved);
            mutex_unlock(&desc->request_mutex);
            return 0;
        }

        static bool __synchronize_hardirq(struct __irq_desc *desc)
        {
            while (__irq_is(&desc->line, 2)) cpu_relax();
            return !__irq_is(&desc->thread, 3);
        }

        static bool synchronize_hardirq(unsigned irq) { return __synchronize_hardirq(__irq_to_desc(irq)); }

        static void __synchronize_irq(unsigned irq)
        {
            struct __irq_desc *desc = __irq_to_desc(irq);
            __synchronize_hardirq(desc);
            while (__irq_is(&desc->thread, 3)) cpu_relax();
        }

        static const void *__free_irq(unsigned irq, void *dev_id)
        {
            unsigned long saved;
            struct __irq_desc *desc = __irq_to_desc(irq);
            bool found;
            bool other;
            mutex_lock(&desc->request_mutex);
            raw_spin_lock_irqsave(&desc->lock, saved);
            found = desc->requested && desc->dev_id == dev_id;
            other = !found && desc->shared && desc->other_id == dev_id;
            if (found) desc->requested = false;
            if (other) desc->shared = false;
            if ((found || other) && !desc->requested && !desc->shared) {
                desc->pending = false;
                __irq_take_back(&desc->line);
            }
            raw_spin_unlock_irqrestore(&desc->lock, saved);
            __fault_if(!found && !other, 30);
            __synchronize_irq(irq);
            if (found) desc->dev_id = NULL;
            if (other) desc->other_id = NULL;
            mutex_unlock(&desc->request_mutex);
            return dev_id;
        }

        static void disable_irq_nosync(unsigned irq)
        {
            unsigned long saved;
            struct __irq_desc *desc = __irq_to_desc(irq);
            raw_spin_lock_irqsave(&desc->lock, saved);
            if (desc->requested || desc->shared) {
                if (!desc->depth && __irq_take_back(&desc->line)) desc->pending = true;
                desc->depth++;
            }
            raw_spin_unlock_irqrestore(&desc->lock, saved);
        }

        static void __disable_irq(unsigned irq)
        {
            disable_irq_nosync(irq);
            __synchronize_irq(irq);
        }

        static bool disable_hardirq(unsigned irq)
        {
            disable_irq_nosync(irq);
            return synchronize_hardirq(irq);
        }

        static void enable_irq(unsigned irq)
        {
            unsigned long saved;
            struct __irq_desc *desc = __irq_to_desc(irq);
            bool unbalanced;
            raw_spin_lock_irqsave(&desc->lock, saved);
            unbalanced = (desc->requested || desc->shared) && !desc->depth;
            if (desc->depth) {
                desc->depth--;
                if (!desc->depth && (desc->requested || desc->shared) && desc->pending) {
                    desc->pending = false;
                    __irq_raise(&desc->line);
                }
            }
            raw_spin_unlock_irqrestore(&desc->lock, saved);
            __fault_if(unbalanced, 31);
        }

        static int irq_inject_interrupt(unsigned irq)
        {
            unsigned long saved;
            struct __irq_desc *desc = __irq_to_desc(irq);
            bool requested;
            raw_spin_lock_irqsave(&desc->lock, saved);
            requested = desc->requested || desc->shared;
            if (requested) {
                if (desc->depth) desc->pending = true;
                else __irq_raise(&desc->line);
            }
            raw_spin_unlock_irqrestore(&desc->lock, saved);
            return requested ? 0 : -EINVAL;
        }
        """;
}
