/** What an order is, and where it is taken. */
export const ORDERS = { stageName: 'prod', method: 'POST', path: '/orders' } as const;
export const MODEL = 'Order';
export const CONTENT_TYPE = 'application/json';

/** What every order has to hold. */
export const REQUIRED = ['sku', 'quantity'] as const;

const COMPLETE = { sku: 'mug-blue', quantity: 2 } as const;
export const COMPLETE_BODY = JSON.stringify(COMPLETE);

/** Bodies that must be refused, with what each of them lacks. */
export const INCOMPLETE_BODIES: readonly { readonly lacks: string; readonly body: string }[] = [
  { lacks: 'sku', body: JSON.stringify({ quantity: COMPLETE.quantity }) },
  { lacks: 'quantity', body: JSON.stringify({ sku: COMPLETE.sku }) },
  { lacks: 'sku and quantity', body: '{}' },
];
