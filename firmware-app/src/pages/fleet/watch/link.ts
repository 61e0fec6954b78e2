import mqtt, { type MqttClient } from 'mqtt';
import type { Answer, LinkState } from '../told';
import { type Obj, parse, text, whole } from './json';

const AGAIN_MS = 2_000;
const CONNECT_WITHIN_MS = 10_000;
const ANSWER_WITHIN_MS = 12_000;
const KEEP_ALIVE_S = 30;

const LIVE = ['status', 'birth', 'metrics', 'evt/+/+'] as const;

/** Retain handling of MQTT 5. */
const ALL_RETAINED = 0;
const NOTHING_RETAINED = 2;

const NAME = /^[a-z0-9][a-z0-9-]{0,31}$/;
const SITES_MAX = 2_000;

/** What a site's devices retain comes in less. */
const BROUGHT_WITHIN_MS = 3_000;

/** A PUBACK that says: taken, and nobody is subscribed. */
const NOBODY = 0x10;

export interface Place {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** `+`: all sites. */
  readonly site: string;
}

export interface Ears {
  readonly link: (state: LinkState, why: string) => void;
  readonly message: (topic: string, message: Obj) => void;
}

/**
 * A connection to a broker over WebSocket that only listens, and comes back by itself. It publishes nothing but the signed commands
 * it is handed.
 */
export class Link {
  private readonly client: MqttClient;
  private readonly awaited = new Map<string, (answer: Answer) => void>();
  private readonly unheard = new Set<number | undefined>();
  private readonly asked = new Set<string>();
  private asking: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(
    private readonly place: Place,
    private readonly ears: Ears,
  ) {
    ears.link('connecting', '');
    this.client = mqtt.connect(place.url, {
      protocolVersion: 5,
      clean: true,
      clientId: `oc-fleet-${drawn()}`,
      ...(place.username === '' ? {} : { username: place.username, password: place.password }),
      keepalive: KEEP_ALIVE_S,
      timerVariant: 'native', // the library's own would start a worker from a blob: address
      connectTimeout: CONNECT_WITHIN_MS,
      reconnectPeriod: AGAIN_MS,
      resubscribe: false, // listen() does
      queueQoSZero: false,
    });
    this.client.on('connect', () => void this.listen());
    this.client.on('message', (topic, payload) => this.heard(topic, payload));
    this.client.on('packetreceive', (packet) => {
      if (packet.cmd === 'puback' && packet.reasonCode === NOBODY) {
        this.unheard.add(packet.messageId); // the library tells of it in no other way
      }
    });
    this.client.on('close', () => this.tell('away', ''));
    this.client.on('error', (error) => {
      // Refused by the broker itself: the same again would be refused again.
      if ('code' in error && typeof error.code === 'number') {
        this.tell('refused', error.message);
        this.close();
      } else {
        this.tell('away', error.message);
      }
    });
  }

  /**
   * What is told from now on, and then what the broker retains: site by site, as they are heard of. A broker keeps no more in line
   * for anybody than some 1,000 messages (mosquitto does; of QoS 0, too), and drops the rest of a larger fleet when it is asked for
   * all of it at once. QoS 0 asks no answer of each, and what a slow reader misses of it would be dropped of a full line as well.
   */
  private async listen(): Promise<void> {
    this.asked.clear();
    try {
      await this.client.subscribeAsync(
        LIVE.map((what) => this.filter(this.place.site, what)),
        { qos: 0, rh: NOTHING_RETAINED },
      );
      this.tell('listening', '');
      this.asking = this.bringRetained(this.place.site, ['status']).catch(() => {}); // sites are heard of without it, too
    } catch (failed) {
      if (this.client.connected) {
        this.tell('refused', failed instanceof Error ? failed.message : String(failed));
        this.close();
      }
    }
  }

  private filter(site: string, what: string): string {
    return `oc/v1/${site}/+/${what}`;
  }

  /** One after the other: the answer to the second comes behind all that the first brought. */
  private async bringRetained(site: string, kinds: readonly string[]): Promise<void> {
    for (const what of kinds) {
      await within(BROUGHT_WITHIN_MS, this.client.subscribeAsync(this.filter(site, what), { qos: 0, rh: ALL_RETAINED }));
      if (site !== this.place.site) {
        await within(BROUGHT_WITHIN_MS, this.client.unsubscribeAsync(this.filter(site, what)));
      }
    }
  }

  private heardOf(site: string): void {
    if (this.asked.has(site) || this.asked.size >= SITES_MAX || !NAME.test(site)) {
      return;
    }
    this.asked.add(site);
    // What was not answered, since the broker's line was full or the link was lost, is asked for again as the site is next heard of.
    this.asking = this.asking.then(() => this.bringRetained(site, ['status', 'birth'])).catch(() => void this.asked.delete(site));
  }

  private tell(state: LinkState, why: string): void {
    if (!this.closed) {
      this.ears.link(state, why);
    }
  }

  private heard(topic: string, payload: Uint8Array): void {
    const message = parse(payload);
    if (message === null) {
      return;
    }
    const levels = topic.split('/');
    if (levels[4] === 'rsp') {
      this.awaited.get(levels[5] ?? '')?.(answer(message));
    } else {
      this.heardOf(levels[2] ?? '');
      this.ears.message(topic, message);
    }
  }

  /**
   * Publishes a command, and waits for what becomes of it.
   *
   * @param topic `oc/v1/{site}/{device}/cmd/{verb}`
   * @param id of the command
   */
  async send(topic: string, command: string, id: string): Promise<Answer> {
    if (!this.client.connected) {
      return { kind: 'away' };
    }
    const answers = topic.replace(/cmd\/[a-z]+$/, `rsp/${id}`);
    const answered = new Promise<Answer>((resolve) => {
      this.awaited.set(id, resolve);
      setTimeout(() => resolve({ kind: 'silent' }), ANSWER_WITHIN_MS);
    });
    const published = this.publish(topic, command, answers);
    const answer = await Promise.race([answered, published.then((not) => not ?? answered)]);
    this.awaited.delete(id);
    this.client.unsubscribe(answers);
    return answer;
  }

  /** Why it was not taken; null: it was. */
  private async publish(topic: string, command: string, answers: string): Promise<Answer | null> {
    try {
      await this.client.subscribeAsync(answers, { qos: 1 });
      const published = await this.client.publishAsync(topic, command, { qos: 1, retain: false });
      return this.unheard.delete(published?.messageId) ? { kind: 'nobody' } : null;
    } catch (failed) {
      return { kind: 'failed', why: failed instanceof Error ? failed.message : String(failed) };
    }
  }

  close(): void {
    this.closed = true;
    this.client.end(true);
  }
}

function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('no answer')), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(late));
  });
}

function answer(message: Obj): Answer {
  const seq = whole(message, 'seq');
  return {
    kind: 'answered',
    ok: message['ok'] === true,
    reason: text(message, 'reason'),
    detail: text(message, 'detail', 400),
    record: seq === null ? '' : `${text(message, 'epoch')}:${seq}`,
  };
}

const DRAWN_BYTES = 9;

function drawn(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(DRAWN_BYTES)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
